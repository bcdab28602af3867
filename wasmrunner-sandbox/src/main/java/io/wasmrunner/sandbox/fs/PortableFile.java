package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.quota.Meter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A file over java.nio. State and timestamps are asked for by path, since a channel gives neither: once the file was
 * renamed or removed, its state is the one remembered from the opening.
 */
final class PortableFile implements OpenFile, Permissions {
    private final FileChannel channel;
    private final Path path;
    private final OpenRequest request;
    private final boolean mountWritable;
    private final Meter disk;
    private final FileStat opened;
    private boolean appending;

    PortableFile(FileChannel channel, Path path, OpenRequest request, boolean mountWritable, Meter disk) {
        this.channel = channel;
        this.path = path;
        this.request = request;
        this.mountWritable = mountWritable;
        this.disk = disk;
        this.opened = PortableStat.of(path);
        this.appending = request.append();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        checkReadable();
        return atLeastZero(HostErrors.call(() -> channel.read(ByteBuffer.wrap(into, offset, length))));
    }

    @Override
    public int pread(byte[] into, int offset, int length, long position) {
        checkReadable();
        checkPosition(position);
        return atLeastZero(HostErrors.call(() -> channel.read(ByteBuffer.wrap(into, offset, length), position)));
    }

    private static int atLeastZero(int count) {
        return Math.max(count, 0);
    }

    @Override
    public int write(byte[] from, int offset, int length) {
        checkWritable();
        return charged(length, () -> {
            if (appending) {
                channel.position(channel.size());
            }
            return channel.write(ByteBuffer.wrap(from, offset, length));
        });
    }

    @Override
    public int pwrite(byte[] from, int offset, int length, long position) {
        checkWritable();
        checkPosition(position);
        return charged(
                length,
                () -> channel.write(ByteBuffer.wrap(from, offset, length), appending ? channel.size() : position));
    }

    private int charged(int length, HostErrors.HostCall<Integer> write) {
        Refusals.charge(disk, length);
        int written = 0;
        try {
            written = HostErrors.call(write);
            return written;
        } finally {
            disk.release(length - written);
        }
    }

    @Override
    public long seek(long offset, Whence whence) {
        checkOpen();
        return HostErrors.call(() -> {
            long base = switch (whence) {
                case SET -> 0;
                case CURRENT -> channel.position();
                case END -> channel.size();
            };
            long position = base + offset;
            if (position < 0) {
                throw ErrnoException.of(Errno.INVAL);
            }
            channel.position(position);
            return position;
        });
    }

    @Override
    public void setSize(long size) {
        checkChangeable();
        if (size < 0 || !request.write()) {
            throw ErrnoException.of(Errno.INVAL);
        }
        HostErrors.run(() -> {
            long now = channel.size();
            if (size > now) {
                extend(now, size);
            } else {
                long position = channel.position();
                channel.truncate(size);
                channel.position(position);
            }
        });
    }

    @Override
    public void allocate(long offset, long length) {
        checkChangeable();
        checkWritable();
        if (offset < 0 || length <= 0) {
            throw ErrnoException.of(Errno.INVAL);
        }
        if (offset + length < 0) {
            throw ErrnoException.of(Errno.FBIG);
        }
        HostErrors.run(() -> {
            long now = channel.size();
            if (offset + length > now) {
                extend(now, offset + length);
            }
        });
    }

    /** A channel cannot be extended but by writing its last byte. */
    private void extend(long now, long size) {
        long growth = size - now;
        Refusals.charge(disk, growth);
        boolean done = false;
        try {
            HostErrors.run(() -> channel.write(ByteBuffer.wrap(new byte[1]), size - 1));
            done = true;
        } finally {
            disk.release(done ? 0 : growth);
        }
    }

    @Override
    public boolean appending() {
        return appending;
    }

    @Override
    public void setAppending(boolean appending) {
        this.appending = appending;
    }

    @Override
    public FileStat stat() {
        checkOpen();
        return PortableStat.find(path)
                .filter(now -> PortableStat.same(now, opened))
                .orElseGet(this::remembered);
    }

    private FileStat remembered() {
        long size = HostErrors.call(channel::size);
        return new FileStat(
                opened.device(),
                opened.inode(),
                opened.type(),
                0,
                size,
                opened.accessed(),
                opened.modified(),
                opened.changed());
    }

    @Override
    public void setTimes(FileTimes times) {
        checkChangeable();
        if (PortableStat.find(path)
                .filter(now -> PortableStat.same(now, opened))
                .isEmpty()) {
            throw ErrnoException.of(Errno.STALE);
        }
        PortableTimes.set(path, times);
    }

    @Override
    public int permissions() {
        return PortablePermissions.of(path);
    }

    @Override
    public void setPermissions(int permissions) {
        checkChangeable();
        PortablePermissions.set(path, permissions);
    }

    @Override
    public void sync(boolean dataOnly) {
        checkOpen();
        HostErrors.run(() -> channel.force(!dataOnly));
    }

    @Override
    public void close() {
        HostErrors.run(channel::close);
    }

    private void checkOpen() {
        if (!channel.isOpen()) {
            throw ErrnoException.of(Errno.BADF);
        }
    }

    private void checkReadable() {
        checkOpen();
        if (!request.read()) {
            throw ErrnoException.of(Errno.BADF);
        }
    }

    private void checkWritable() {
        checkOpen();
        if (!request.write()) {
            throw ErrnoException.of(Errno.BADF);
        }
    }

    private void checkChangeable() {
        checkOpen();
        if (!mountWritable) {
            throw Refusals.readOnly();
        }
    }

    private static void checkPosition(long position) {
        if (position < 0) {
            throw ErrnoException.of(Errno.INVAL);
        }
    }
}
