package io.wasmrunner.runtime.wasi;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.Violation;
import io.wasmrunner.sandbox.io.GuestInterruptedException;
import io.wasmrunner.sandbox.io.Listener;
import org.jspecify.annotations.Nullable;

/** What the functions of one guest share. Used by the guest's thread alone. */
final class WasiState {
    /** The most that one host operation carries, bytes. */
    static final int CHUNK = 1 << 20;

    private final WasiConfig config;
    private final Descriptors descriptors;
    private final Listings listings = new Listings();
    private byte[] scratch = new byte[0];
    private boolean outputClosed;
    private @Nullable Descriptor touched;
    private String touchedPath = "";
    private @Nullable DirDescriptor touchedTo;
    private String touchedToPath = "";

    WasiState(WasiConfig config) {
        this.config = config;
        descriptors = new Descriptors(config.meters().openFiles());
        give(new StandardDescriptor("stdin", config.stdin(), true));
        give(new StandardDescriptor("stdout", config.stdout(), false));
        give(new StandardDescriptor("stderr", config.stderr(), false));
        for (Listener listener : config.listeners()) {
            give(new ListenerDescriptor(listener));
        }
        for (PreopenedDirectory preopened : config.directories()) {
            give(new DirDescriptor(preopened.guestPath(), preopened.directory(), true));
        }
    }

    private void give(Descriptor descriptor) {
        if (!config.meters().openFiles().tryCharge(1)) {
            throw new IllegalArgumentException("cannot give the guest " + descriptor.guestPath()
                    + ": its streams, listeners and directories alone are more than the open-file limit of "
                    + config.meters().openFiles().limit() + "; raise "
                    + config.meters().openFiles().quota().flag());
        }
        descriptors.add(descriptor);
    }

    WasiConfig config() {
        return config;
    }

    Descriptors descriptors() {
        return descriptors;
    }

    Listings listings() {
        return listings;
    }

    /** The open descriptor of that number, which a refusal from here on is about; BADF when there is none. */
    Descriptor descriptor(int fd) {
        Descriptor descriptor = descriptors.get(fd);
        touched = descriptor;
        return descriptor;
    }

    /** The same, BADF unless it is a regular file. */
    FileDescriptor file(int fd) {
        if (descriptor(fd) instanceof FileDescriptor file) {
            return file;
        }
        throw ErrnoException.of(Errno.BADF);
    }

    /** The same, BADF unless it is a directory. */
    DirDescriptor dir(int fd) {
        if (descriptor(fd) instanceof DirDescriptor dir) {
            return dir;
        }
        throw ErrnoException.of(Errno.BADF);
    }

    /** A refusal from here on is about {@code path} in {@code dir}. */
    void touch(DirDescriptor dir, String path) {
        touched = dir;
        touchedPath = path;
    }

    /** A refusal from here on is about bringing the first to the second. */
    void touch(DirDescriptor dir, String path, DirDescriptor toDir, String toPath) {
        touch(dir, path);
        touchedTo = toDir;
        touchedToPath = toPath;
    }

    /** A refusal from here on is about what the guest calls so. */
    void touch(String name) {
        touched = null;
        touchedPath = name;
    }

    /** A buffer of at least {@code length} bytes, at most {@link #CHUNK}; good until the next call of this method. */
    byte[] scratch(int length) {
        if (scratch.length < length) {
            scratch = new byte[Math.max(4096, Integer.highestOneBit(length - 1) << 1)];
        }
        return scratch;
    }

    /** Between two parts of a long piece of work: ends it when the guest is to stop. */
    static void stopWhenInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new GuestInterruptedException();
        }
    }

    void noteOutputClosed() {
        outputClosed = true;
    }

    boolean outputClosed() {
        return outputClosed;
    }

    void beginCall() {
        touched = null;
        touchedPath = "";
        touchedTo = null;
    }

    /** Records a refusal in the guest's own words. */
    void noteRefusal(WasiFunction function, Errno errno, String reason) {
        Violation.Kind kind = errno == Errno.DQUOT
                ? Violation.Kind.QUOTA
                : isNetwork(function) ? Violation.Kind.NETWORK : Violation.Kind.PATH;
        config.violations().record(new Violation(kind, function.importName(), target(), reason));
    }

    private static boolean isNetwork(WasiFunction function) {
        return function.group() == WasiFunction.Group.SOCKETS || function.group() == WasiFunction.Group.OUTBOUND;
    }

    private String target() {
        if (touched == null) {
            return touchedPath;
        }
        String target = GuestPaths.join(touched.guestPath(), touchedPath);
        return touchedTo == null ? target : target + " -> " + GuestPaths.join(touchedTo.guestPath(), touchedToPath);
    }

    void close() {
        listings.clear();
        descriptors.releaseAll();
        config.network().close();
    }
}
