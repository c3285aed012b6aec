package dev.godwit.chat.publicapi;

import com.linecorp.armeria.common.QueryParams;

import dev.godwit.id.InvalidValue;

import org.jspecify.annotations.Nullable;

/// The query string of a call, read with the limits that the API promises.
record Query(QueryParams params) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    int limit() {
        return (int) number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    }

    boolean has(String name) {
        return params.contains(name);
    }

    @Nullable String text(String name) {
        return params.get(name);
    }

    long number(String name, long otherwise, long min, long max) {
        var text = params.get(name);
        if (text == null) return otherwise;
        try {
            var number = Long.parseLong(text);
            if (number >= min && number <= max) return number;
            throw new InvalidValue(name, number, expected(min, max));
        } catch (NumberFormatException e) {
            var invalid = new InvalidValue(name, text, expected(min, max));
            invalid.initCause(e);
            throw invalid;
        }
    }

    private static String expected(long min, long max) {
        return max == Long.MAX_VALUE ? "an integer, " + min + " or more" : min + ".." + max;
    }
}
