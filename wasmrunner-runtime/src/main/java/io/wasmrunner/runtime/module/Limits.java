package io.wasmrunner.runtime.module;

import java.util.OptionalLong;

/**
 * How small and how large a memory (in pages) or table (in elements) is (Core Specification 2.0, section 2.3.4).
 *
 * @param minimum unsigned
 * @param maximum unsigned; absent when the module sets none
 * @param shared between threads
 * @param wide addresses have 64 bits
 */
public record Limits(long minimum, OptionalLong maximum, boolean shared, boolean wide) {

    /** As the text format writes it: {@code 1 16 shared}. */
    @Override
    public String toString() {
        return (wide ? "i64 " : "")
                + Long.toUnsignedString(minimum)
                + (maximum.isPresent() ? " " + Long.toUnsignedString(maximum.getAsLong()) : "")
                + (shared ? " shared" : "");
    }
}
