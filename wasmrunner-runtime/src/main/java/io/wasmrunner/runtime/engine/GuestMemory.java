package io.wasmrunner.runtime.engine;

/**
 * A guest's linear memory, little-endian. Addresses and lengths are unsigned 32-bit numbers held in a long; an access
 * that leaves the memory throws {@link MemoryFaultException} and changes nothing.
 */
public interface GuestMemory {

    /** Bytes, a multiple of 65,536. */
    long size();

    int getByte(long address);

    int getShort(long address);

    int getInt(long address);

    long getLong(long address);

    void putByte(long address, int value);

    void putShort(long address, int value);

    void putInt(long address, int value);

    void putLong(long address, long value);

    void read(long address, byte[] into, int offset, int length);

    void write(long address, byte[] from, int offset, int length);

    /** Throws {@link MemoryFaultException} when any of the {@code length} bytes from {@code address} on lies outside. */
    default void check(long address, long length) {
        if (address < 0 || length < 0 || address > size() - length) {
            throw new MemoryFaultException(address, length);
        }
    }
}
