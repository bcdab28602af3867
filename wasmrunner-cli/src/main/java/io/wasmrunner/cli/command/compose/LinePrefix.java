package io.wasmrunner.cli.command.compose;

import io.wasmrunner.runtime.guest.Printable;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Puts a container's name before each of its lines; several may write to the same stream. */
final class LinePrefix {
    /** Bytes after which a line is printed though it has not ended. */
    private static final int LONGEST = 16 << 10;

    private final String prefix;
    private final PrintStream to;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /**
     * @param name empty for no prefix
     * @param width characters of the longest name that others have
     */
    LinePrefix(String name, int width, PrintStream to) {
        this.prefix = name.isEmpty() ? "" : name + " ".repeat(Math.max(0, width - name.length())) + "  | ";
        this.to = to;
    }

    void write(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n' || line.size() >= LONGEST) {
                print();
            }
            if (bytes[i] != '\n') {
                line.write(bytes[i]);
            }
        }
        to.flush();
    }

    /** Whether anybody still reads what is printed. */
    boolean isRead() {
        return !to.checkError();
    }

    /** What is left is a line. */
    void end() {
        if (line.size() > 0) {
            print();
            to.flush();
        }
    }

    private void print() {
        String text = prefix + Printable.line(line.toString(StandardCharsets.UTF_8));
        synchronized (to) {
            to.println(text);
        }
        line.reset();
    }
}
