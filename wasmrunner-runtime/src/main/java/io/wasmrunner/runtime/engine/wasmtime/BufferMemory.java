package io.wasmrunner.runtime.engine.wasmtime;

import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.runtime.engine.MemoryFaultException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Supplier;

/**
 * A memory behind a direct buffer. Wasmtime reserves a memory's whole address space at once, so a buffer stays good
 * when the memory grows, only too short: it is asked for anew when an access would leave it.
 */
final class BufferMemory implements GuestMemory {
    private final Supplier<ByteBuffer> source;
    private ByteBuffer buffer;

    BufferMemory(Supplier<ByteBuffer> source) {
        this.source = source;
        this.buffer = fresh();
    }

    private ByteBuffer fresh() {
        return source.get().order(ByteOrder.LITTLE_ENDIAN);
    }

    private int at(long address, long length) {
        check(address, length);
        return (int) address;
    }

    @Override
    public void check(long address, long length) {
        if (outside(address, length)) {
            buffer = fresh();
            if (outside(address, length)) {
                throw new MemoryFaultException(address, length);
            }
        }
    }

    private boolean outside(long address, long length) {
        return address < 0 || length < 0 || address > buffer.capacity() - length;
    }

    @Override
    public long size() {
        buffer = fresh();
        return buffer.capacity();
    }

    @Override
    public int getByte(long address) {
        return Byte.toUnsignedInt(buffer.get(at(address, 1)));
    }

    @Override
    public int getShort(long address) {
        return Short.toUnsignedInt(buffer.getShort(at(address, 2)));
    }

    @Override
    public int getInt(long address) {
        return buffer.getInt(at(address, 4));
    }

    @Override
    public long getLong(long address) {
        return buffer.getLong(at(address, 8));
    }

    @Override
    public void putByte(long address, int value) {
        buffer.put(at(address, 1), (byte) value);
    }

    @Override
    public void putShort(long address, int value) {
        buffer.putShort(at(address, 2), (short) value);
    }

    @Override
    public void putInt(long address, int value) {
        buffer.putInt(at(address, 4), value);
    }

    @Override
    public void putLong(long address, long value) {
        buffer.putLong(at(address, 8), value);
    }

    @Override
    public void read(long address, byte[] into, int offset, int length) {
        buffer.get(at(address, length), into, offset, length);
    }

    @Override
    public void write(long address, byte[] from, int offset, int length) {
        buffer.put(at(address, length), from, offset, length);
    }
}
