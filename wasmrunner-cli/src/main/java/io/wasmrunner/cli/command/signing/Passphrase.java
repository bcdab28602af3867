package io.wasmrunner.cli.command.signing;

import io.wasmrunner.cli.command.Context;
import java.io.Console;

/** What a secret key is encrypted with: by {@code WASMRUNNER_KEY_PASSWORD}, else asked for at a terminal. */
final class Passphrase {
    private static final String VARIABLE = "WASMRUNNER_KEY_PASSWORD";

    private Passphrase() {}

    static char[] of(String question, Context context) {
        String set = context.environment().get(VARIABLE);
        if (set != null) {
            return set.toCharArray();
        }
        Console console = System.console();
        char[] typed = console.isTerminal() ? console.readPassword("%s", question) : null;
        return typed == null ? new char[0] : typed;
    }
}
