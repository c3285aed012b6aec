package dev.godwit.chat.publicapi;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;

import java.util.function.Function;

/// One route of the public API, whose budget it counts against, and what answers it, on a virtual
/// thread that may block.
record Endpoint(
        HttpMethod method,
        String path,
        UserBudget budget,
        Function<Caller, HttpResponse> answering) {}
