package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;

/** What both file systems check of an {@link OpenRequest} before they look at the path. */
final class OpenRules {
    private OpenRules() {}

    static void check(OpenRequest request, boolean writable) {
        if (request.directory() && (request.create() || request.exclusive() || request.truncate())) {
            throw ErrnoException.of(Errno.INVAL);
        }
        if (!writable && (request.write() || request.create() || request.truncate())) {
            throw Refusals.readOnly();
        }
    }
}
