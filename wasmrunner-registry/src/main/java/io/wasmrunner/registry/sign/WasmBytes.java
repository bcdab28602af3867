package io.wasmrunner.registry.sign;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Reads a part of a module, and nothing beyond its end. */
final class WasmBytes {
    private final byte[] bytes;
    private final int end;
    private final String what;
    private int at;

    WasmBytes(byte[] bytes, int from, int end, String what) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
        this.what = what;
    }

    int at() {
        return at;
    }

    int left() {
        return end - at;
    }

    int next() {
        if (at == end) {
            throw wrong("it is cut off");
        }
        return bytes[at++] & 0xff;
    }

    /** An unsigned number in LEB128, not larger than what is left could hold. */
    int number() {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int b = next();
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                if (value > Integer.MAX_VALUE) {
                    throw wrong("it has a number that is too large");
                }
                return (int) value;
            }
        }
        throw wrong("it has a number that is too long");
    }

    byte[] take(int count) {
        if (count > left()) {
            throw wrong("it is cut off");
        }
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    /** What follows up to some length, as a part of its own. */
    WasmBytes part(int length) {
        if (length > left()) {
            throw wrong("it is cut off");
        }
        WasmBytes part = new WasmBytes(bytes, at, at + length, what);
        at += length;
        return part;
    }

    static void number(int value, ByteArrayOutputStream out) {
        int rest = value;
        while (rest >= 0x80) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    RegistryException wrong(String why) {
        return new RegistryException(RegistryError.INVALID, "cannot read the signatures of " + what + ": " + why);
    }
}
