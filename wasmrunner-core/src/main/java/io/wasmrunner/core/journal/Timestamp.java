package io.wasmrunner.core.journal;

/** Points in time as journals write them, by hand because java.time's formatter takes 10 ms at its first use. */
public final class Timestamp {
    private static final long DAY = 86_400_000;

    private Timestamp() {}

    /** Now, as {@link #of}. */
    public static String now() {
        return of(System.currentTimeMillis());
    }

    /**
     * As ISO 8601 has it, in UTC with milliseconds: {@code 2026-01-02T03:04:05.678Z}.
     *
     * @param millis since 1970, not negative
     */
    public static String of(long millis) {
        // The calendar repeats after 400 years of 146,097 days; a year counted from March has its leap day at its end.
        long days = millis / DAY + 719_468;
        long era = days / 146_097;
        int dayOfEra = (int) (days % 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int fromMarch = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * fromMarch + 2) / 5 + 1;
        int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        int time = (int) (millis % DAY);
        StringBuilder text = new StringBuilder(24);
        digits(text, year, 1000).append('-');
        digits(text, month, 10).append('-');
        digits(text, day, 10).append('T');
        digits(text, time / 3_600_000, 10).append(':');
        digits(text, time / 60_000 % 60, 10).append(':');
        digits(text, time / 1000 % 60, 10).append('.');
        return digits(text, time % 1000, 100).append('Z').toString();
    }

    private static StringBuilder digits(StringBuilder text, long value, int smallest) {
        for (int power = smallest; power > 1 && value < power; power /= 10) {
            text.append('0');
        }
        return text.append(value);
    }
}
