package io.wasmrunner.runtime.instrument;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the values of the binary format, each number in as few bytes as it takes (Core Specification 2.0, section 5.2). */
final class WasmWriter {
    private byte[] bytes;
    private int size;

    WasmWriter() {
        this(64);
    }

    WasmWriter(int expected) {
        bytes = new byte[expected];
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    WasmWriter u8(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    WasmWriter u32(int value) {
        return u64(Integer.toUnsignedLong(value));
    }

    WasmWriter u64(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    WasmWriter s64(long value) {
        room(10);
        long rest = value;
        while (rest < -64 || rest > 63) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>= 7;
        }
        bytes[size++] = (byte) (rest & 0x7f);
        return this;
    }

    WasmWriter name(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return u32(utf8.length).copy(utf8, 0, utf8.length);
    }

    WasmWriter copy(byte[] from, int start, int end) {
        room(end - start);
        System.arraycopy(from, start, bytes, size, end - start);
        size += end - start;
        return this;
    }

    WasmWriter copy(WasmWriter other) {
        return copy(other.bytes, 0, other.size);
    }

    /** An opcode without immediates, or the opcode before them. */
    WasmWriter op(int opcode) {
        return u8(opcode);
    }

    /** An opcode and an index. */
    WasmWriter op(int opcode, int index) {
        return u8(opcode).u32(index);
    }

    /** An opcode and a constant. */
    WasmWriter constant(int opcode, long value) {
        return u8(opcode).s64(value);
    }

    private void room(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, (int)
                    Math.min(Integer.MAX_VALUE - 8L, Math.max(size + (long) more, bytes.length * 2L)));
        }
    }
}
