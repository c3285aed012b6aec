package dev.godwit.gateway.handshake;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;

/// The headers of one request, of which there may be only so many: each takes much more memory than
/// the few bytes it may come in. One more makes the request unreadable. Owned by a channel's event
/// loop.
final class BoundedHeaders extends DefaultHttpHeaders {
    static final int MAX = 128;

    static final HttpHeadersFactory FACTORY =
            new HttpHeadersFactory() {
                @Override
                public HttpHeaders newHeaders() {
                    return new BoundedHeaders();
                }

                @Override
                public HttpHeaders newEmptyHeaders() {
                    return new BoundedHeaders();
                }
            };

    private BoundedHeaders() {
        super(
                DefaultHttpHeadersFactory.headersFactory().getNameValidator(),
                DefaultHttpHeadersFactory.headersFactory().getValueValidator());
    }

    @Override
    public HttpHeaders add(CharSequence name, Object value) {
        refuseTooMany();
        return super.add(name, value);
    }

    @Override
    public HttpHeaders add(String name, Object value) {
        refuseTooMany();
        return super.add(name, value);
    }

    private void refuseTooMany() {
        if (size() >= MAX)
            throw new IllegalArgumentException("more than %d headers".formatted(MAX));
    }
}
