package io.wasmrunner.cli.command.container;

import io.wasmrunner.core.text.Quantities;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads how long something may take. */
public final class Timeouts {
    private static final long MILLION = 1_000_000;

    private Timeouts() {}

    /** Milliseconds; a bare number is seconds, as Docker has it. */
    public static OptionalLong of(Optional<String> text) {
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        String value = text.get();
        boolean bare = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
        return OptionalLong.of(Quantities.duration("--time", bare ? value + "s" : value) / MILLION);
    }
}
