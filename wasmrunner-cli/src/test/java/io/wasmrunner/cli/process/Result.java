package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;

/** How a run ended. */
final class Result {
    private final int code;
    private final byte[] out;
    private final String err;

    Result(int code, byte[] out, String err) {
        this.code = code;
        this.out = out.clone();
        this.err = err;
    }

    int code() {
        return code;
    }

    byte[] out() {
        return out.clone();
    }

    /** Its stdout, read as UTF-8. */
    String text() {
        return new String(out, StandardCharsets.UTF_8);
    }

    String err() {
        return err;
    }

    /** It went well, and said nothing but this. */
    void printed(String text) {
        assertEquals("", err);
        assertEquals(text, text());
        assertEquals(0, code);
    }

    /** It ended with {@code code} and one line of ours on stderr, which this returns without our name before it. */
    String complaint(int expected) {
        assertTrue(err.startsWith("wasmrunner: "), err);
        assertEquals(1, err.lines().count(), err);
        assertTrue(err.endsWith("\n"), err);
        assertEquals(expected, code, err);
        return err.substring("wasmrunner: ".length()).strip();
    }

    /** The same, and nothing on stdout. */
    String refusal(int expected) {
        assertEquals("", text());
        return complaint(expected);
    }
}
