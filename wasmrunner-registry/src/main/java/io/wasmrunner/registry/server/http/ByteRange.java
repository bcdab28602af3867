package io.wasmrunner.registry.server.http;

/** The part of a blob that a client asks for (RFC 9110, 14.1.2). */
sealed interface ByteRange {
    /** All of it: the header asks for nothing, for several parts, or for what makes no sense. */
    record Whole() implements ByteRange {}

    /** From the first byte to the last one, both inclusive. */
    record Part(long from, long to) implements ByteRange {
        long length() {
            return to - from + 1;
        }
    }

    /** None of its bytes. */
    record Unsatisfiable() implements ByteRange {}

    /**
     * @param header the value of {@code Range}; empty when there is none
     * @param size bytes of the blob
     */
    static ByteRange of(String header, long size) {
        if (!header.regionMatches(true, 0, "bytes=", 0, 6)) {
            return new Whole();
        }
        String spec = header.substring(6).strip();
        int dash = spec.indexOf('-');
        if (dash < 0 || spec.indexOf(',') >= 0) {
            return new Whole();
        }
        String first = spec.substring(0, dash).strip();
        String last = spec.substring(dash + 1).strip();
        if (!digits(first) || !digits(last) || (first.isEmpty() && last.isEmpty())) {
            return new Whole();
        }
        if (first.isEmpty()) {
            long suffix = Math.min(number(last), size);
            return suffix == 0 ? new Unsatisfiable() : new Part(size - suffix, size - 1);
        }
        long from = number(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
        if (to < from) {
            return new Whole();
        }
        return from >= size ? new Unsatisfiable() : new Part(from, Math.min(to, size - 1));
    }

    private static boolean digits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** More than fits is more than any blob has. */
    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }
}
