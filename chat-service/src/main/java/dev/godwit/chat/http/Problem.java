package dev.godwit.chat.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;

import dev.godwit.protocol.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// Why a call failed, as a problem document (RFC 9457). `code` is the word that a socket would have
/// got, where there is one; `retryIn` where the call may be repeated.
public record Problem(
        HttpStatus status, @Nullable ErrorCode code, String detail, @Nullable Duration retryIn) {
    public static final MediaType TYPE = MediaType.create("application", "problem+json");

    public static Problem of(HttpStatus status) {
        return new Problem(
                status,
                status.equals(HttpStatus.NOT_FOUND) ? ErrorCode.NOT_FOUND : null,
                status.reasonPhrase(),
                null);
    }

    public static Problem invalid(String detail) {
        return new Problem(HttpStatus.BAD_REQUEST, ErrorCode.INVALID, detail, null);
    }

    public static Problem malformed(String detail) {
        return new Problem(HttpStatus.BAD_REQUEST, ErrorCode.MALFORMED, detail, null);
    }

    public static Problem tooLarge(String detail) {
        return new Problem(HttpStatus.REQUEST_ENTITY_TOO_LARGE, ErrorCode.TOO_LARGE, detail, null);
    }

    public static Problem unauthenticated(String detail) {
        return new Problem(HttpStatus.UNAUTHORIZED, null, detail, null);
    }

    public static Problem conflict(String detail) {
        return new Problem(HttpStatus.CONFLICT, ErrorCode.CONFLICT, detail, null);
    }

    public static Problem blocked(String detail) {
        return new Problem(HttpStatus.FORBIDDEN, ErrorCode.BLOCKED, detail, null);
    }

    public static Problem rateLimited(String detail, Duration retryIn) {
        return new Problem(HttpStatus.TOO_MANY_REQUESTS, ErrorCode.RATE_LIMITED, detail, retryIn);
    }

    public static Problem unavailable(Duration retryIn) {
        return new Problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                ErrorCode.UNAVAILABLE,
                "not known to have happened: repeat it, a send with the same id",
                retryIn);
    }

    public HttpResponse toResponse() {
        return toAggregated().toHttpResponse();
    }

    AggregatedHttpResponse toAggregated() {
        var headers = ResponseHeaders.builder(status).contentType(TYPE);
        if (retryIn != null) headers.set(HttpHeaderNames.RETRY_AFTER, seconds(retryIn));
        if (status.equals(HttpStatus.UNAUTHORIZED))
            headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        return AggregatedHttpResponse.of(headers.build(), HttpData.wrap(Json.write(document())));
    }

    private Document document() {
        return new Document(
                "about:blank",
                status.reasonPhrase(),
                status.code(),
                detail,
                code == null ? null : code.wireName(),
                retryIn == null ? null : retryIn.toMillis());
    }

    private static String seconds(Duration duration) {
        return String.valueOf(Math.max(1, duration.plusMillis(999).toSeconds()));
    }

    @JsonPropertyOrder({"type", "title", "status", "detail", "code", "retryInMs"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Document(
            String type,
            String title,
            int status,
            String detail,
            @Nullable String code,
            @Nullable Long retryInMs) {}
}
