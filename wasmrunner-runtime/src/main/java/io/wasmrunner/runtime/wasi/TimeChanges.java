package io.wasmrunner.runtime.wasi;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.fs.FileTimes;

/** {@code $fstflags} and the two timestamps beside it. */
final class TimeChanges {
    private static final int ACCESSED = 1;
    private static final int ACCESSED_NOW = 1 << 1;
    private static final int MODIFIED = 1 << 2;
    private static final int MODIFIED_NOW = 1 << 3;

    private TimeChanges() {}

    /** INVAL for a flag nobody knows, for a time that is to be both given and now, and for one after the year 2262. */
    static FileTimes of(long accessed, long modified, long bits) {
        int flags = Flags.known(bits, ACCESSED | ACCESSED_NOW | MODIFIED | MODIFIED_NOW);
        return new FileTimes(
                change((flags & ACCESSED) != 0, (flags & ACCESSED_NOW) != 0, accessed),
                change((flags & MODIFIED) != 0, (flags & MODIFIED_NOW) != 0, modified));
    }

    private static FileTimes.Change change(boolean set, boolean now, long nanoseconds) {
        if (set && (now || nanoseconds < 0)) {
            throw ErrnoException.of(Errno.INVAL);
        }
        if (set) {
            return new FileTimes.At(nanoseconds);
        }
        return now ? new FileTimes.Now() : new FileTimes.Keep();
    }
}
