package dev.godwit.protocol;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import dev.godwit.id.ClientMessageId;
import dev.godwit.id.InvalidValue;
import dev.godwit.id.UserId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Reads one client frame from UTF-8 JSON, fields in any order, unknown ones ignored. Thread-safe.
public final class ClientFrameDecoder {
    private final int maxBodyBytes;

    /// `maxBodyBytes`: of UTF-8 in the body of a message, at most [Limits#MAX_BODY_BYTES].
    public ClientFrameDecoder(int maxBodyBytes) {
        this.maxBodyBytes = maxBodyBytes;
    }

    /// Throws [MalformedFrame] with the code and the words its sender is answered with.
    public ClientFrame decode(byte[] json, int offset, int length) throws MalformedFrame {
        return decode(new Fields(maxBodyBytes), json, offset, length);
    }

    /// Reads a `send` that is one by where it came in, whatever its `type` says or leaves out.
    public ClientFrame.Send decodeSend(byte[] json) throws MalformedFrame {
        var fields = new Fields(maxBodyBytes);
        fields.knownType = "send";
        return (ClientFrame.Send) decode(fields, json, 0, json.length);
    }

    private static ClientFrame decode(Fields fields, byte[] json, int offset, int length)
            throws MalformedFrame {
        try (var parser = Json.FACTORY.createParser(json, offset, length)) {
            fields.readFrom(parser);
            return fields.toFrame();
        } catch (JsonProcessingException e) {
            throw fields.refused(ErrorCode.MALFORMED, "not a JSON object: " + where(e));
        } catch (InvalidValue e) {
            throw fields.refused(ErrorCode.INVALID, String.valueOf(e.getMessage()));
        } catch (Limits.TooLarge e) {
            throw fields.refused(ErrorCode.TOO_LARGE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private static String where(JsonProcessingException e) {
        var at = e.getLocation();
        return at == null ? "wrong from the start" : "wrong at byte " + at.getByteOffset();
    }

    /// The fields of all frames side by side: which of them count is known only when `type` has
    /// been seen.
    private static final class Fields {
        private final int maxBodyBytes;

        /// What the frame is, where that is not for its `type` to say.
        private @Nullable String knownType;

        private @Nullable String type;
        private @Nullable String id;
        private @Nullable String to;
        private @Nullable String kind;
        private @Nullable String body;
        private @Nullable String token;
        private @Nullable Long n;

        /// The first field of a wrong JSON type; counts only if the frame turns out to have that
        /// field.
        private @Nullable InvalidValue wrongType;

        Fields(int maxBodyBytes) {
            this.maxBodyBytes = maxBodyBytes;
        }

        void readFrom(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT)
                throw new JsonParseException(parser, "an object was expected");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "type" -> type = text(name, parser);
                    case "id" -> id = text(name, parser);
                    case "to" -> to = text(name, parser);
                    case "kind" -> kind = text(name, parser);
                    case "body" -> body = text(name, parser);
                    case "token" -> token = text(name, parser);
                    case "n" -> n = integer(name, parser);
                    default -> parser.skipChildren();
                }
            }
            if (parser.nextToken() != null)
                throw new JsonParseException(parser, "nothing was expected after the object");
        }

        private @Nullable String text(String field, JsonParser parser) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_STRING) return parser.getText();
            if (parser.currentToken() == JsonToken.VALUE_NULL) return null;
            wrong(field, parser, "a string");
            return null;
        }

        private @Nullable Long integer(String field, JsonParser parser) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER)
                return parser.getLongValue();
            wrong(field, parser, "an integer below 2^63");
            return null;
        }

        private void wrong(String field, JsonParser parser, String expected) throws IOException {
            var value = parser.currentToken().isScalarValue() ? parser.getText() : "nested JSON";
            if (wrongType == null) wrongType = new InvalidValue(field, value, expected);
            parser.skipChildren();
        }

        ClientFrame toFrame() throws MalformedFrame {
            var known = knownType;
            return switch (known != null ? known : required("type", type)) {
                case "send" ->
                        new ClientFrame.Send(
                                new ClientMessageId(required("id", id)),
                                new UserId(required("to", to)),
                                optional("kind", kind, ClientFrame.Send.DEFAULT_KIND),
                                limited(required("body", body)));
                case "ack" -> new ClientFrame.Ack(required("n", n));
                case "auth" -> new ClientFrame.Auth(required("token", token));
                case "ping" -> new ClientFrame.Ping();
                default ->
                        throw refused(
                                ErrorCode.UNKNOWN_TYPE,
                                new InvalidValue("type", required("type", type), "a known type")
                                        .getMessage());
            };
        }

        private <T> T required(String field, @Nullable T value) {
            if (value != null) return value;
            throw wrongType != null ? wrongType : new InvalidValue(field, "", "to be present");
        }

        /// The frame knows the limit of all installations, and this decoder that of its own. A
        /// character takes three bytes at most.
        private String limited(String text) {
            if (text.length() > maxBodyBytes / 3) {
                Limits.body(text, maxBodyBytes);
            }
            return text;
        }

        private String optional(String field, @Nullable String value, String otherwise) {
            if (value != null) return value;
            if (wrongType != null && String.valueOf(wrongType.getMessage()).startsWith(field + ":"))
                throw wrongType;
            return otherwise;
        }

        MalformedFrame refused(ErrorCode code, @Nullable String message) {
            return new MalformedFrame(code, readableId(), String.valueOf(message));
        }

        /// The id to answer with: what was sent, if it could be an id at all.
        private @Nullable String readableId() {
            if (id == null) return null;
            try {
                return new ClientMessageId(id).value();
            } catch (InvalidValue e) {
                return null; // an unreadable id is left out of the answer, whose message names it
            }
        }
    }
}
