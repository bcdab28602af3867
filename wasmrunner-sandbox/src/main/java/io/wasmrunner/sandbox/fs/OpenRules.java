package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;

/** What both file systems check of an {@link OpenRequest} before they ask the host. */
final class OpenRules {
    private OpenRules() {}

    static void check(GuestPath path, OpenRequest request, boolean writable) {
        if (request.directory() && (request.create() || request.exclusive() || request.truncate())) {
            throw ErrnoException.of(Errno.INVAL);
        }
        if (!writable && (request.write() || request.create() || request.truncate())) {
            throw Refusals.readOnly();
        }
        if (request.create() && path.trailingSlash()) {
            throw ErrnoException.of(Errno.ISDIR);
        }
    }
}
