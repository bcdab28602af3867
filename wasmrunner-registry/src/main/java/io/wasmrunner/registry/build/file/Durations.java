package io.wasmrunner.registry.build.file;

/** Times as Go writes them: {@code 1m30s}, {@code 500ms}, {@code 1.5h}. */
final class Durations {
    private Durations() {}

    /** Nanoseconds; -1 when it is none. */
    static long nanos(String text) {
        double total = 0;
        int next = 0;
        while (next < text.length()) {
            int start = next;
            while (next < text.length() && (Character.isDigit(text.charAt(next)) || text.charAt(next) == '.')) {
                next++;
            }
            int unit = next;
            while (next < text.length() && Character.isLetter(text.charAt(next))) {
                next++;
            }
            double factor = nanosIn(text.substring(unit, next));
            if (start == unit
                    || unit - start > 15
                    || factor < 0
                    || text.substring(start, unit).matches(".*\\..*\\..*|\\.")) {
                return -1;
            }
            total += Double.parseDouble(text.substring(start, unit)) * factor;
        }
        return text.isEmpty() || total > Long.MAX_VALUE ? -1 : Math.round(total);
    }

    private static double nanosIn(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            case "h" -> 3600e9;
            default -> -1;
        };
    }
}
