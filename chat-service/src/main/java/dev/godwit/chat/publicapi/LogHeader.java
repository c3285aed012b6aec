package dev.godwit.chat.publicapi;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;

import dev.godwit.id.LogGeneration;

import org.jspecify.annotations.Nullable;

/// The header that says which generation of the log the `seq`, `n` and cursors of an answer are of.
final class LogHeader {
    static final String NAME = "godwit-log";

    private LogHeader() {}

    /// `log`: null where it is not known; then the header is missing.
    static HttpResponse json(HttpStatus status, @Nullable LogGeneration log, byte[] body) {
        var headers = ResponseHeaders.builder(status).contentType(MediaType.JSON);
        if (log != null) {
            headers.add(NAME, log.value());
        }
        return HttpResponse.of(headers.build(), HttpData.wrap(body));
    }
}
