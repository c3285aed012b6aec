package dev.godwit.chat.publicapi;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;

import dev.godwit.chat.history.ConversationCursor;
import dev.godwit.chat.history.History;
import dev.godwit.chat.history.PageRequest;
import dev.godwit.chat.http.Json;
import dev.godwit.id.InvalidValue;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/// `GET /v1/conversations` and `GET /v1/conversations/{peer}/messages`. Blocks while PostgreSQL is
/// read; thread-safe.
final class HistoryEndpoints {
    private static final int DEFAULT_DAYS = 10;
    private static final int MAX_DAYS = 36_500;

    private final History history;
    private final Supplier<LogGeneration> log;
    private final InstantSource clock;

    /// `log`: the generation of what is read afterwards, or of before.
    HistoryEndpoints(History history, Supplier<LogGeneration> log, InstantSource clock) {
        this.history = history;
        this.log = log;
        this.clock = clock;
    }

    HttpResponse conversations(Caller caller) {
        var query = caller.query();
        var cursor = query.text("cursor");
        var current = log.get();
        var after = cursor == null ? null : ConversationCursor.parse(cursor).checkedIn(current);
        return json(
                current, history.conversations(caller.user(), after, query.limit()).in(current));
    }

    HttpResponse messages(Caller caller) {
        var peer = new UserId(caller.pathParam("peer"));
        var page = page(caller.query());
        var current = log.get();
        return json(current, history.messages(caller.user(), peer, page));
    }

    PageRequest page(Query query) {
        var limit = query.limit();
        if (query.has("before") && query.has("after"))
            throw new InvalidValue(
                    "after",
                    query.number("after", 0, 0, Long.MAX_VALUE),
                    "not both before and after");
        if (query.has("before"))
            return new PageRequest.Before(query.number("before", 1, 1, Long.MAX_VALUE), limit);
        if (query.has("after"))
            return new PageRequest.After(query.number("after", 0, 0, Long.MAX_VALUE), limit);
        var days = Duration.ofDays(query.number("days", DEFAULT_DAYS, 1, MAX_DAYS));
        return new PageRequest.Newest(clock.instant().minus(days).toEpochMilli(), limit);
    }

    private static HttpResponse json(LogGeneration current, Object answer) {
        return LogHeader.json(HttpStatus.OK, current, Json.write(answer));
    }
}
