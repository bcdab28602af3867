package io.wasmrunner.runtime.wasi;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.fs.Opened;

/**
 * What a descriptor number of the guest stands for. What all of them answer is a method here, and what only some can do a
 * question of {@code instanceof}: a pattern switch would be linked at run time, on every start of a guest.
 */
sealed interface Descriptor
        permits StandardDescriptor, FileDescriptor, DirDescriptor, SocketDescriptor, ListenerDescriptor {
    /** Its name in the guest, for messages. */
    String guestPath();

    /** {@link FileTypes}. */
    int fileType();

    /** {@link FdFlags}. */
    default int flags() {
        return 0;
    }

    /** BADF when it has none that can be set, INVAL when one of {@code flags} cannot. */
    default void setFlags(int flags) {
        throw ErrnoException.of(Errno.BADF);
    }

    /** {@link Rights}. */
    long rights();

    /** The {@link Rights} of what is opened or accepted through it. */
    default long inheritingRights() {
        return rights();
    }

    /** The file or directory behind it; BADF for all others. */
    default Opened opened() {
        throw ErrnoException.of(Errno.BADF);
    }

    /** Gives back what the host holds for it. */
    void release();
}
