package io.wasmrunner.registry.build;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Dates in configurations. */
final class Dates {
    private Dates() {}

    /** RFC 3339, or empty without a date. */
    static String created(@Nullable Long epoch) {
        return epoch == null ? "" : Instant.ofEpochSecond(epoch).toString();
    }
}
