package dev.godwit.chat.publicapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.linecorp.armeria.common.QueryParams;

import dev.godwit.chat.history.ConversationCursor;
import dev.godwit.chat.history.PageRequest;
import dev.godwit.id.InvalidValue;
import dev.godwit.id.LogGeneration;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Whatever stands behind the question mark is a page within its limits, or refused in a few words.
class QueryFuzzTest {
    private static final int MAX_WORDS = 256;

    private final HistoryEndpoints endpoints =
            new HistoryEndpoints(
                    new ScriptedHistory(), () -> new LogGeneration("7f3a"), () -> Instant.EPOCH);

    @FuzzTest(maxDuration = "5m")
    void aQuery(byte[] bytes) {
        var query =
                new Query(QueryParams.fromQueryString(new String(bytes, StandardCharsets.UTF_8)));
        try {
            checkPage(endpoints.page(query));
        } catch (InvalidValue e) {
            assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(MAX_WORDS);
        }
        var cursor = query.text("cursor");
        if (cursor != null) checkCursor(cursor);
    }

    private static void checkPage(PageRequest page) {
        assertThat(page.limit()).isBetween(1, 200);
        switch (page) {
            case PageRequest.Before(var seq, _) -> assertThat(seq).isPositive();
            case PageRequest.After(var seq, _) -> assertThat(seq).isNotNegative();
            case PageRequest.Newest(var since, _) -> assertThat(since).isNegative();
        }
    }

    private static void checkCursor(String text) {
        try {
            var cursor = ConversationCursor.parse(text);
            assertThat(ConversationCursor.parse(cursor.toString())).isEqualTo(cursor);
        } catch (InvalidValue e) {
            assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(MAX_WORDS);
        }
    }
}
