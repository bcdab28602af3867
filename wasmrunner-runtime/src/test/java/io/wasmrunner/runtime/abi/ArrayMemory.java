package io.wasmrunner.runtime.abi;

import io.wasmrunner.runtime.engine.GuestMemory;

/** A memory that can only be copied from: all that the ABI does with one. */
final class ArrayMemory implements GuestMemory {
    private final byte[] bytes;

    ArrayMemory(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public void read(long address, byte[] into, int offset, int length) {
        check(address, length);
        System.arraycopy(bytes, (int) address, into, offset, length);
    }

    @Override
    public int getByte(long address) {
        throw unused();
    }

    @Override
    public int getShort(long address) {
        throw unused();
    }

    @Override
    public int getInt(long address) {
        throw unused();
    }

    @Override
    public long getLong(long address) {
        throw unused();
    }

    @Override
    public void putByte(long address, int value) {
        throw unused();
    }

    @Override
    public void putShort(long address, int value) {
        throw unused();
    }

    @Override
    public void putInt(long address, int value) {
        throw unused();
    }

    @Override
    public void putLong(long address, long value) {
        throw unused();
    }

    @Override
    public void write(long address, byte[] from, int offset, int length) {
        throw unused();
    }

    private static AssertionError unused() {
        return new AssertionError("the ABI does not do that");
    }
}
