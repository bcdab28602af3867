package io.wasmrunner.cli.command.registry;

import io.wasmrunner.cli.command.Context;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Asks a person at a terminal, or reads what is piped in. */
final class Prompt {
    private static final int LONGEST = 1 << 20;

    private Prompt() {}

    /** Without showing it, where there is a terminal. */
    static String secret(String question, Context context) throws IOException {
        Console console = System.console();
        if (!console.isTerminal()) {
            return context.ask(question);
        }
        char[] typed = console.readPassword("%s", question);
        return typed == null ? "" : new String(typed);
    }

    /** All of stdin, without the end of its last line. */
    static String all(Context context) throws IOException {
        String text = new String(context.in().readNBytes(LONGEST), StandardCharsets.UTF_8);
        return text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
