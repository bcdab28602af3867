package io.wasmrunner.runtime.wasi;

import io.wasmrunner.runtime.engine.GuestMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A guest's memory in an array. */
final class ByteMemory implements GuestMemory {
    private final ByteBuffer bytes;

    ByteMemory(int size) {
        bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int at(long address, long length) {
        check(address, length);
        return (int) address;
    }

    /** A copy of all of it. */
    byte[] snapshot() {
        return bytes.array().clone();
    }

    @Override
    public long size() {
        return bytes.capacity();
    }

    @Override
    public int getByte(long address) {
        return Byte.toUnsignedInt(bytes.get(at(address, 1)));
    }

    @Override
    public int getShort(long address) {
        return Short.toUnsignedInt(bytes.getShort(at(address, 2)));
    }

    @Override
    public int getInt(long address) {
        return bytes.getInt(at(address, 4));
    }

    @Override
    public long getLong(long address) {
        return bytes.getLong(at(address, 8));
    }

    @Override
    public void putByte(long address, int value) {
        bytes.put(at(address, 1), (byte) value);
    }

    @Override
    public void putShort(long address, int value) {
        bytes.putShort(at(address, 2), (short) value);
    }

    @Override
    public void putInt(long address, int value) {
        bytes.putInt(at(address, 4), value);
    }

    @Override
    public void putLong(long address, long value) {
        bytes.putLong(at(address, 8), value);
    }

    @Override
    public void read(long address, byte[] into, int offset, int length) {
        bytes.get(at(address, length), into, offset, length);
    }

    @Override
    public void write(long address, byte[] from, int offset, int length) {
        bytes.put(at(address, length), from, offset, length);
    }
}
