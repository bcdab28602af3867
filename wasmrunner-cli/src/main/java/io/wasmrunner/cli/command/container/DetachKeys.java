package io.wasmrunner.cli.command.container;

import io.wasmrunner.core.text.KeySequence;

/** The keys that leave an attached container running, and where among them what was typed stands. */
final class DetachKeys {
    private final KeySequence keys;
    private int seen;

    DetachKeys(KeySequence keys) {
        this.keys = keys;
    }

    /** Of the last of them, for the terminal to pass on what is typed as soon as it comes. */
    int last() {
        return keys.at(keys.length() - 1);
    }

    /**
     * Whether all of them have been typed, the last of them within these bytes.
     *
     * @param from the first that is new
     */
    boolean complete(byte[] typed, int from, int to) {
        for (int i = from; i < to; i++) {
            seen = typed[i] == keys.at(seen) ? seen + 1 : typed[i] == keys.at(0) ? 1 : 0;
            if (seen == keys.length()) {
                return true;
            }
        }
        return false;
    }
}
