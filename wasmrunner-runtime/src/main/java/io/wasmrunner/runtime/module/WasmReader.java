package io.wasmrunner.runtime.module;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over a range of a module's bytes, which never leaves that range. Values are read as the binary format has
 * them (Core Specification 2.0, section 5.2); whatever is wrong throws {@link ModuleException}.
 */
public final class WasmReader {
    private final byte[] bytes;
    private final String section;
    private int position;
    private int end;

    /**
     * @param section names the range in errors
     */
    public WasmReader(byte[] bytes, int from, int to, String section) {
        this.bytes = bytes;
        this.section = section;
        range(from, to);
    }

    /** Moves on to another range of the same bytes. */
    public void range(int from, int to) {
        if (from < 0 || to < from || to > bytes.length) {
            throw malformed("range ends past the module");
        }
        position = from;
        end = to;
    }

    public int position() {
        return position;
    }

    public int end() {
        return end;
    }

    public int remaining() {
        return end - position;
    }

    public boolean atEnd() {
        return position >= end;
    }

    public int u8() {
        if (position >= end) {
            throw malformed("unexpected end");
        }
        return bytes[position++] & 0xff;
    }

    public int peek() {
        if (position >= end) {
            throw malformed("unexpected end");
        }
        return bytes[position] & 0xff;
    }

    public void skip(int count) {
        if (count < 0 || count > end - position) {
            throw malformed("unexpected end");
        }
        position += count;
    }

    /** An unsigned LEB128 number of at most 32 bits. */
    public long u32() {
        int first = u8();
        return first < 0x80 ? first : unsigned(first, 32);
    }

    /** An unsigned LEB128 number of 64 bits, negative when above {@link Long#MAX_VALUE}. */
    public long u64() {
        int first = u8();
        return first < 0x80 ? first : unsigned(first, 64);
    }

    /** An index or a label: a u32 that no real module needs more than 31 bits for. */
    public int index() {
        long value = u32();
        if (value > Integer.MAX_VALUE) {
            throw malformed("index " + value + " is too large");
        }
        return (int) value;
    }

    /** A count of things that take {@code smallest} bytes each at least, so that more than fit are refused here. */
    public int count(int smallest, String what) {
        int start = position;
        long value = u32();
        int left = end - position;
        if (value > left / smallest) {
            position = start;
            throw malformed(value + " " + what + " do not fit in the " + left + " bytes that are left");
        }
        return (int) value;
    }

    public int s32() {
        return (int) signed(32);
    }

    public long s33() {
        return signed(33);
    }

    public long s64() {
        return signed(64);
    }

    /** A name: length and UTF-8 (section 5.2.4). */
    public String name() {
        int length = count(1, "bytes of a name");
        int start = position;
        position += length;
        for (int i = start; i < position; i++) {
            if (bytes[i] < 0) {
                return utf8(start, length);
            }
        }
        return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }

    /** Passes over a value type, whatever it is. */
    public void skipValueType() {
        int lead = u8();
        if (lead == TypeReader.REF || lead == TypeReader.REF_NULL) {
            s33();
        }
    }

    String section() {
        return section;
    }

    /** An error at the present position. */
    public ModuleException malformed(String problem) {
        return new ModuleException(problem, position, section);
    }

    private String utf8(int start, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ModuleException("a name is not UTF-8", start, section);
        }
    }

    private long unsigned(int first, int bits) {
        long value = first & 0x7f;
        for (int shift = 7; ; shift += 7) {
            int next = u8();
            int left = bits - shift;
            if (left < 7 && next >= 1 << left) {
                throw malformed(next >= 0x80 ? "integer representation too long" : "integer too large");
            }
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
    }

    private long signed(int bits) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = u8();
            int left = bits - shift;
            if (left < 7) {
                if (next >= 0x80) {
                    throw malformed("integer representation too long");
                }
                int sign = next >> (left - 1);
                if (sign != 0 && sign != 0x7f >> (left - 1)) {
                    throw malformed("integer too large");
                }
            }
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                int used = shift + 7;
                return used < 64 ? value << (64 - used) >> (64 - used) : value;
            }
        }
    }
}
