package io.wasmrunner.cli.command.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * The terminal that somebody types on, told to pass a line on not only at its end but also at the last detach key; all else,
 * the editing of lines too, stays the terminal's business. Set by stty(1); where that is not there nothing changes.
 */
final class KeyTerminal implements AutoCloseable {
    private static final int SECONDS = 5;

    private final String before;

    private KeyTerminal(String before) {
        this.before = before;
    }

    /** Sets it; does nothing when standard input is no terminal. */
    static KeyTerminal set(DetachKeys keys) {
        String before = stty("-g");
        if (!before.isEmpty()) {
            stty("-ixon", "eol2", "0x%02x".formatted(keys.last()));
        }
        return new KeyTerminal(before);
    }

    /** One that is left as it is. */
    static KeyTerminal none() {
        return new KeyTerminal("");
    }

    private static String stty(String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = "stty";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        try {
            Process process = new ProcessBuilder(words)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0 ? said : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    @Override
    public void close() {
        if (!before.isEmpty()) {
            stty(before);
        }
    }
}
