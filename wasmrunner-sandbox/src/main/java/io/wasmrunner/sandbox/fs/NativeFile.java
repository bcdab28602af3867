package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.nativeio.Descriptor;
import io.wasmrunner.sandbox.nativeio.NativeErrnos;
import io.wasmrunner.sandbox.nativeio.NativeIo;
import io.wasmrunner.sandbox.quota.Meter;
import java.util.Objects;

/** A file over a host descriptor. */
final class NativeFile implements OpenFile, Permissions {
    private static final long OWN_OFFSET = -1;

    private final Descriptor descriptor;
    private final OpenRequest request;
    private final boolean mountWritable;
    private final Meter disk;
    private boolean appending;

    NativeFile(Descriptor descriptor, OpenRequest request, boolean mountWritable, Meter disk) {
        this.descriptor = descriptor;
        this.request = request;
        this.mountWritable = mountWritable;
        this.disk = disk;
        this.appending = request.append();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        return read(into, offset, length, OWN_OFFSET);
    }

    @Override
    public int pread(byte[] into, int offset, int length, long position) {
        checkPosition(position);
        return read(into, offset, length, position);
    }

    private int read(byte[] into, int offset, int length, long position) {
        Objects.checkFromIndexSize(offset, length, into.length);
        int number = descriptor.number();
        if (!request.read()) {
            throw ErrnoException.of(Errno.BADF);
        }
        return NativeErrnos.check(NativeIo.read(number, into, offset, length, position));
    }

    @Override
    public int write(byte[] from, int offset, int length) {
        return write(from, offset, length, OWN_OFFSET);
    }

    @Override
    public int pwrite(byte[] from, int offset, int length, long position) {
        checkPosition(position);
        return write(from, offset, length, position);
    }

    private int write(byte[] from, int offset, int length, long position) {
        Objects.checkFromIndexSize(offset, length, from.length);
        int number = descriptor.number();
        if (!request.write()) {
            throw ErrnoException.of(Errno.BADF);
        }
        Refusals.charge(disk, length);
        int written = NativeIo.write(number, from, offset, length, position);
        disk.release(length - Math.max(written, 0));
        return NativeErrnos.check(written);
    }

    @Override
    public long seek(long offset, Whence whence) {
        return NativeErrnos.check(NativeIo.seek(descriptor.number(), offset, number(whence)));
    }

    private static int number(Whence whence) {
        return switch (whence) {
            case SET -> 0;
            case CURRENT -> 1;
            case END -> 2;
        };
    }

    @Override
    public void setSize(long size) {
        int number = changeable();
        if (size < 0 || !request.write()) {
            throw ErrnoException.of(Errno.INVAL);
        }
        long growth = chargeGrowth(number, size);
        refundOnFailure(growth, NativeIo.setSize(number, size));
    }

    @Override
    public void allocate(long offset, long length) {
        int number = changeable();
        if (!request.write()) {
            throw ErrnoException.of(Errno.BADF);
        }
        if (offset < 0 || length <= 0) {
            throw ErrnoException.of(Errno.INVAL);
        }
        if (offset + length < 0) {
            throw ErrnoException.of(Errno.FBIG);
        }
        long growth = chargeGrowth(number, offset + length);
        refundOnFailure(growth, NativeIo.allocate(number, offset, length));
    }

    private long chargeGrowth(int number, long size) {
        long growth = Math.max(0, size - NativeStat.of(number).size());
        Refusals.charge(disk, growth);
        return growth;
    }

    private void refundOnFailure(long charged, int result) {
        if (result < 0) {
            disk.release(charged);
        }
        NativeErrnos.check(result);
    }

    @Override
    public boolean appending() {
        return appending;
    }

    @Override
    public void setAppending(boolean appending) {
        NativeErrnos.check(NativeIo.setAppending(descriptor.number(), appending));
        this.appending = appending;
    }

    @Override
    public FileStat stat() {
        return NativeStat.of(descriptor.number());
    }

    @Override
    public void setTimes(FileTimes times) {
        int number = changeable();
        NativeErrnos.check(NativeIo.setTimes(
                number,
                NativeTimes.how(times.accessed()),
                NativeTimes.at(times.accessed()),
                NativeTimes.how(times.modified()),
                NativeTimes.at(times.modified())));
    }

    @Override
    public int permissions() {
        return NativeErrnos.check(NativeIo.permissions(descriptor.number()));
    }

    @Override
    public void setPermissions(int permissions) {
        NativeErrnos.check(NativeIo.setPermissions(changeable(), permissions));
    }

    @Override
    public void sync(boolean dataOnly) {
        NativeErrnos.check(NativeIo.sync(descriptor.number(), dataOnly));
    }

    @Override
    public void close() {
        descriptor.close();
    }

    private int changeable() {
        int number = descriptor.number();
        if (!mountWritable) {
            throw Refusals.readOnly();
        }
        return number;
    }

    private static void checkPosition(long position) {
        if (position < 0) {
            throw ErrnoException.of(Errno.INVAL);
        }
    }
}
