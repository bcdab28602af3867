package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.journal.Timestamp;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;

/** The flags of commands that list what was written down, and what they mean. */
final class ListFlags {
    private static final int MILLION = 1_000_000;

    static final Flag SINCE = Flag.value(
            "time", "None older than this: a duration such as 1h or 30m, or a time such as 2026-01-31.", "--since");
    static final Flag COUNT = Flag.value("count", "The last so many. Default 50; 0: all there are.", "-n", "--last");
    static final Flag FORMAT = Flag.value("format", "text (default) or json: a JSON array.", "-f", "--format");

    private ListFlags() {}

    /** As records write a time, or the beginning of it; empty when there is no limit. */
    static String since(ParsedLine line) {
        String text = line.value(SINCE).orElse("");
        if (text.isEmpty() || text.matches("\\d{4}-[-0-9T:.]*Z?")) {
            return text;
        }
        long ago = Quantities.duration("--since", text) / MILLION;
        return Timestamp.of(Math.max(0, System.currentTimeMillis() - ago));
    }

    static int count(ParsedLine line) {
        long count = Quantities.count("-n", line.value(COUNT).orElse("50"));
        return count == 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, count);
    }

    /** Whether JSON is wanted. */
    static boolean json(ParsedLine line) {
        String format = line.value(FORMAT).orElse("text");
        return switch (format) {
            case "text" -> false;
            case "json" -> true;
            default ->
                throw new WasmrunnerException(
                        ErrorCode.USAGE, "cannot print the format \"" + format + "\": --format takes text or json");
        };
    }
}
