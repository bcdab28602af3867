package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;

/**
 * A file of the lower layer, open for reading. It goes on showing what was opened when others change the file, which
 * makes a copy of it. Only when its own times are set does it become that copy.
 */
final class LowerFile implements OpenFile {
    private final Place place;
    private final String path;
    private final OpenRequest request;
    private OpenFile file;
    private boolean copied;
    private boolean closed;

    /** @param path from the place; the file is closed with this one */
    LowerFile(Place place, String path, OpenFile file, OpenRequest request) {
        this.place = place.taken();
        this.path = path;
        this.file = file;
        this.request = request;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        return file.read(into, offset, length);
    }

    @Override
    public int pread(byte[] into, int offset, int length, long position) {
        return file.pread(into, offset, length, position);
    }

    @Override
    public int write(byte[] from, int offset, int length) {
        return file.write(from, offset, length);
    }

    @Override
    public int pwrite(byte[] from, int offset, int length, long position) {
        return file.pwrite(from, offset, length, position);
    }

    @Override
    public long seek(long offset, Whence whence) {
        return file.seek(offset, whence);
    }

    /** It is never open for writing, where this takes that. */
    @Override
    public void setSize(long size) {
        checkOpen();
        throw ErrnoException.of(Errno.INVAL);
    }

    @Override
    public void allocate(long offset, long length) {
        checkOpen();
        throw ErrnoException.of(Errno.BADF);
    }

    @Override
    public boolean appending() {
        return file.appending();
    }

    @Override
    public void setAppending(boolean appending) {
        file.setAppending(appending);
    }

    @Override
    public FileStat stat() {
        return file.stat();
    }

    @Override
    public void setTimes(FileTimes times) {
        checkOpen();
        if (!copied) {
            copyUp();
        }
        file.setTimes(times);
    }

    /** STALE when it is not there any more under the name it was opened by. */
    private void copyUp() {
        OverlayFound now = OverlayWalk.walkToEntry(place, GuestPath.of(path));
        FileStat stat = now.stat();
        if (now.inUpper() || stat == null || !PortableStat.same(stat, file.stat())) {
            throw ErrnoException.of(Errno.STALE);
        }
        Opened opened = place.upper().open(CopyUp.of(now), request);
        if (!(opened instanceof OpenFile copy)) {
            opened.close();
            throw ErrnoException.of(Errno.STALE);
        }
        copy.seek(file.seek(0, Whence.CURRENT), Whence.SET);
        copy.setAppending(file.appending());
        file.close();
        file = copy;
        copied = true;
    }

    @Override
    public void sync(boolean dataOnly) {
        file.sync(dataOnly);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            file.close();
            place.release();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw ErrnoException.of(Errno.BADF);
        }
    }
}
