package io.wasmrunner.core.text;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Points in time as {@code --since} and {@code --until} take them. */
public final class PointInTime {
    /** Seconds; beyond that there is no date. */
    private static final BigDecimal LATEST = new BigDecimal("100000000000");

    private static final int FRACTION = 9;

    private PointInTime() {}

    /**
     * Reads one of RFC 3339 ({@code 2026-01-02T03:04:05.678Z}; without a zone it is this machine's, without a time midnight),
     * seconds since 1970 with or without a fraction, or a duration such as {@code 42m}, which is so long before {@code now}.
     *
     * @param flag names it in the error
     * @throws WasmrunnerException {@link ErrorCode#USAGE} when it is none of these
     */
    public static Instant parse(String flag, String text, Instant now) {
        try {
            if (text.matches("\\d{1,11}(\\.\\d{1,9})?")) {
                return seconds(new BigDecimal(text));
            }
            if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
                return LocalDate.parse(text)
                        .atStartOfDay(ZoneId.systemDefault())
                        .toInstant();
            }
            if (text.matches("\\d{4}-.*T.*(Z|[-+]\\d\\d:\\d\\d)")) {
                return OffsetDateTime.parse(text).toInstant();
            }
            if (text.matches("\\d{4}-.*T.*")) {
                return LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
            }
            return now.minusNanos(Quantities.duration(flag, text));
        } catch (DateTimeException e) {
            throw malformed(flag, text, e);
        } catch (WasmrunnerException e) {
            throw malformed(flag, text, e);
        }
    }

    /** In UTC, always with nine digits behind the second: {@code 2026-01-02T03:04:05.678000000Z}. */
    public static String print(Instant time) {
        String written = time.toString();
        String body = written.substring(0, written.length() - 1);
        int point = body.indexOf('.');
        int digits = point < 0 ? 0 : body.length() - point - 1;
        return body + (point < 0 ? "." : "") + "0".repeat(FRACTION - digits) + 'Z';
    }

    private static Instant seconds(BigDecimal seconds) {
        BigDecimal whole = new BigDecimal(seconds.min(LATEST).toBigInteger());
        return Instant.ofEpochSecond(
                whole.longValueExact(),
                seconds.subtract(whole).movePointRight(9).longValue());
    }

    private static WasmrunnerException malformed(String flag, String text, Exception cause) {
        return new WasmrunnerException(
                ErrorCode.USAGE,
                "cannot read %s %s: it must be a time such as 2026-01-31T12:00:00Z, seconds since 1970, or a duration such as 42m"
                        .formatted(flag, text),
                cause);
    }
}
