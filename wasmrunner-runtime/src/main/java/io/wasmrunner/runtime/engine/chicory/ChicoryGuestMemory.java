package io.wasmrunner.runtime.engine.chicory;

import com.dylibso.chicory.runtime.Memory;
import io.wasmrunner.runtime.engine.GuestMemory;

/** A Chicory memory as host functions see it. */
final class ChicoryGuestMemory implements GuestMemory {
    private final Memory memory;

    ChicoryGuestMemory(Memory memory) {
        this.memory = memory;
    }

    private int at(long address, int length) {
        check(address, length);
        return (int) address;
    }

    @Override
    public long size() {
        return (long) memory.pages() * Memory.PAGE_SIZE;
    }

    @Override
    public int getByte(long address) {
        return Byte.toUnsignedInt(memory.read(at(address, 1)));
    }

    @Override
    public int getShort(long address) {
        return Short.toUnsignedInt(memory.readShort(at(address, 2)));
    }

    @Override
    public int getInt(long address) {
        return memory.readInt(at(address, 4));
    }

    @Override
    public long getLong(long address) {
        return memory.readLong(at(address, 8));
    }

    @Override
    public void putByte(long address, int value) {
        memory.writeByte(at(address, 1), (byte) value);
    }

    @Override
    public void putShort(long address, int value) {
        memory.writeShort(at(address, 2), (short) value);
    }

    @Override
    public void putInt(long address, int value) {
        memory.writeI32(at(address, 4), value);
    }

    @Override
    public void putLong(long address, long value) {
        memory.writeLong(at(address, 8), value);
    }

    @Override
    public void read(long address, byte[] into, int offset, int length) {
        int from = at(address, length);
        if (memory instanceof FlatMemory flat) {
            flat.read(from, into, offset, length);
        } else {
            System.arraycopy(memory.readBytes(from, length), 0, into, offset, length);
        }
    }

    @Override
    public void write(long address, byte[] from, int offset, int length) {
        memory.write(at(address, length), from, offset, length);
    }
}
