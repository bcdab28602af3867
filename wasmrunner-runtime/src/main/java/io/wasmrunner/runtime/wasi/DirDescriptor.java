package io.wasmrunner.runtime.wasi;

import io.wasmrunner.sandbox.fs.Directory;

/** A directory; a class and not a record, since {@link Listings} tells two of them apart by identity. */
final class DirDescriptor implements Descriptor {
    private final String guestPath;
    private final Directory directory;
    private final boolean preopened;

    DirDescriptor(String guestPath, Directory directory, boolean preopened) {
        this.guestPath = guestPath;
        this.directory = directory;
        this.preopened = preopened;
    }

    @Override
    public String guestPath() {
        return guestPath;
    }

    boolean preopened() {
        return preopened;
    }

    @Override
    public Directory opened() {
        return directory;
    }

    @Override
    public int fileType() {
        return FileTypes.DIRECTORY;
    }

    @Override
    public long rights() {
        return Rights.DIRECTORY;
    }

    @Override
    public long inheritingRights() {
        return Rights.DIRECTORY_INHERITING;
    }

    @Override
    public void release() {
        directory.close();
    }
}
