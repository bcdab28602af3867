package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.progress.Terminal;
import io.wasmrunner.core.log.LogRecord;
import io.wasmrunner.core.text.PointInTime;
import io.wasmrunner.runtime.guest.Printable;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Shows what a guest wrote on the streams that it wrote it to: byte by byte, but to a terminal with all that would steer it
 * made visible.
 */
final class LogPrinter {
    /** Bytes that are held back to be written at once. */
    private static final int ENOUGH = 64 << 10;

    private final Target out;
    private final Target err;
    private final boolean timestamps;
    private final String details;
    private Target last;

    /** @param details stands in front of each line */
    LogPrinter(Context context, boolean timestamps, String details) {
        this.out = new Target(context.out(), Terminal.isStdout());
        this.err = new Target(context.err(), Terminal.isStderr());
        this.timestamps = timestamps;
        this.details = details;
        this.last = out;
    }

    /** One of the streams. */
    private static final class Target {
        private final PrintStream stream;
        private final boolean terminal;
        private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

        /** Whether what comes next begins a line. */
        private boolean fresh = true;

        Target(PrintStream stream, boolean terminal) {
            this.stream = stream;
            this.terminal = terminal;
        }

        void flush() {
            stream.write(waiting.toByteArray(), 0, waiting.size());
            stream.flush();
            waiting.reset();
        }
    }

    void print(LogRecord entry) {
        Target target = entry.error() ? err : out;
        if (target != last) {
            // Where both go to the same place they stay in order.
            last.flush();
            last = target;
        }
        StringBuilder text = new StringBuilder();
        if (target.fresh && timestamps) {
            text.append(PointInTime.print(entry.time())).append(' ');
        }
        if (target.fresh) {
            text.append(details);
        }
        text.append(target.terminal ? harmless(entry) : entry.text());
        target.fresh = entry.isWhole();
        target.waiting.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
        if (target.waiting.size() >= ENOUGH) {
            target.flush();
        }
    }

    private static String harmless(LogRecord entry) {
        String text = entry.text();
        if (!entry.isWhole()) {
            return Printable.line(text);
        }
        int end = text.endsWith("\r\n") ? text.length() - 2 : text.length() - 1;
        return Printable.line(text.substring(0, end)) + '\n';
    }

    /** Shows what is held back; whether anybody still reads it. */
    boolean flush() {
        last.flush();
        return !last.stream.checkError();
    }
}
