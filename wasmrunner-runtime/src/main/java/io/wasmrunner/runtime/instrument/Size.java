package io.wasmrunner.runtime.instrument;

import io.wasmrunner.runtime.module.ExternType;
import java.math.BigDecimal;
import java.math.MathContext;

/** Writes sizes of memories for people. */
final class Size {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Size() {}

    /** Unsigned bytes as pages and a round size: {@code 17 pages (1.06 MiB)}. */
    static String pages(long bytes) {
        long pages = Long.divideUnsigned(bytes, ExternType.Memory.PAGE);
        return pages + (pages == 1 ? " page" : " pages") + " (" + rounded(bytes) + ")";
    }

    private static String rounded(long bytes) {
        double value = new BigDecimal(Long.toUnsignedString(bytes)).doubleValue() / 1024;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return new BigDecimal(value)
                        .round(new MathContext(3))
                        .stripTrailingZeros()
                        .toPlainString() + " " + UNITS[unit];
    }
}
