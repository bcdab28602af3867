package io.wasmrunner.registry.build;

import io.wasmrunner.registry.build.file.Position;

/** Signals as STOPSIGNAL has them. */
final class Signals {
    private Signals() {}

    /** The same, when it can be one: {@code SIGTERM}, {@code TERM} or 15. */
    static String checked(String text, Position at) {
        if (!text.matches("(SIG)?[A-Z][A-Z0-9+-]{1,11}|[1-9]|[1-5][0-9]|6[0-4]")) {
            throw at.wrong("STOPSIGNAL takes a signal, as SIGTERM or 15, not " + text);
        }
        return text;
    }
}
