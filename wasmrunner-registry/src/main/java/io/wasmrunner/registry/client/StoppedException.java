package io.wasmrunner.registry.client;

import java.io.IOException;

/** Something else failed, so this was not gone on with. */
final class StoppedException extends IOException {
    private static final long serialVersionUID = 1L;

    StoppedException() {
        super("stopped");
    }
}
