package io.wasmrunner.registry.layer.tar;

import io.wasmrunner.registry.RegistryException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The fields of one header block (POSIX pax, "ustar Interchange Format"; GNU's binary numbers are read too). */
final class TarHeader {
    static final int BLOCK = 512;

    private static final int NAME = 0;
    private static final int NAME_LENGTH = 100;
    private static final int MODE = 100;
    private static final int SIZE = 124;
    private static final int MODIFIED = 136;
    private static final int LONG_NUMBER = 12;
    private static final int SHORT_NUMBER = 8;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int TARGET = 157;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;
    private static final byte[] POSIX = {'u', 's', 't', 'a', 'r', 0};

    private final byte[] block;
    private final TarFault fault;

    /** @throws RegistryException when the checksum is not the block's */
    TarHeader(byte[] block, TarFault fault) {
        this.block = block;
        this.fault = fault;
        long said = number(CHECKSUM, SHORT_NUMBER, "checksum");
        if (said != sum(false) && said != sum(true)) {
            throw fault.because("a header of it has a wrong checksum");
        }
    }

    static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Some old programs added up signed bytes. */
    private long sum(boolean signed) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean own = i >= CHECKSUM && i < CHECKSUM + SHORT_NUMBER;
            sum += own ? ' ' : signed ? block[i] : block[i] & 0xff;
        }
        return sum;
    }

    char type() {
        return (char) (block[TYPE] & 0xff);
    }

    String name() {
        String name = text(NAME, NAME_LENGTH);
        String prefix = isPosix() ? text(PREFIX, PREFIX_LENGTH) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private boolean isPosix() {
        return Arrays.equals(block, MAGIC, MAGIC + POSIX.length, POSIX, 0, POSIX.length);
    }

    String target() {
        return text(TARGET, NAME_LENGTH);
    }

    long size() {
        return number(SIZE, LONG_NUMBER, "size");
    }

    int mode() {
        return (int) (number(MODE, SHORT_NUMBER, "mode") & 07777);
    }

    /** Before 1970 is 1970. */
    long modified() {
        return (block[MODIFIED] & 0x80) != 0 && (block[MODIFIED] & 0x40) != 0
                ? 0
                : number(MODIFIED, LONG_NUMBER, "time");
    }

    private String text(int offset, int length) {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        return new String(block, offset, end - offset, StandardCharsets.UTF_8);
    }

    private long number(int offset, int length, String what) {
        return (block[offset] & 0x80) != 0 ? binary(offset, length, what) : octal(offset, length, what);
    }

    private long binary(int offset, int length, String what) {
        long value = block[offset] & 0x7f;
        for (int i = 1; i < length; i++) {
            if (value >> 54 != 0) {
                throw fault.because("a header of it has a " + what + " that is negative or too large");
            }
            value = value << 8 | (block[offset + i] & 0xff);
        }
        return value;
    }

    private long octal(int offset, int length, String what) {
        int at = offset;
        int end = offset + length;
        while (at < end && block[at] == ' ') {
            at++;
        }
        long value = 0;
        while (at < end && block[at] != ' ' && block[at] != 0) {
            if (block[at] < '0' || block[at] > '7') {
                throw fault.because("a header of it has a " + what + " that is not a number");
            }
            value = value << 3 | (block[at] - '0');
            at++;
        }
        return value;
    }
}
