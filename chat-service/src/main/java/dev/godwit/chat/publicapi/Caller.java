package dev.godwit.chat.publicapi;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.server.ServiceRequestContext;

import dev.godwit.id.UserId;

import java.util.Objects;

/// One call of an authenticated user.
record Caller(UserId user, ServiceRequestContext context, AggregatedHttpRequest request) {
    /// A part of the path that the endpoint's route names.
    String pathParam(String name) {
        return Objects.requireNonNull(context.pathParam(name), name);
    }

    Query query() {
        return new Query(context.queryParams());
    }
}
