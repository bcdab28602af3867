package io.wasmrunner.runtime.wasi;

import static io.wasmrunner.runtime.wasi.Words.unsigned;

import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * {@code sock_getaddrinfo}. The guest hands in a chain of {@code addrinfo} with room for what is found: a {@code sockaddr}
 * each, and data of 14 bytes for IPv4 (port, address, zeros) or 26 for IPv6 (port, flow, address, scope), the port with its
 * high byte first.
 */
final class AddressLookup {
    /** Of a name with its NUL, and more than any can have. */
    private static final int LONGEST = 512;

    /** Of an {@code addrinfo}, and offsets within. */
    private static final int SIZE = 28;

    private static final int FAMILY = 2;

    private static final int TYPE = 3;
    private static final int PROTOCOL = 4;
    private static final int LENGTH = 8;
    private static final int ADDRESS = 12;
    private static final int NAME_LENGTH = 20;
    private static final int NEXT = 24;

    /** Offsets within a {@code sockaddr}. */
    private static final int DATA_LENGTH = 4;

    private static final int DATA = 8;

    private static final int STREAM = 2;
    private static final int TCP = 1;

    private final WasiState state;

    AddressLookup(WasiState state) {
        this.state = state;
    }

    void call(GuestMemory memory, long[] arguments) {
        byte[] name = text(memory, unsigned(arguments[0]), unsigned(arguments[1]));
        int port = port(text(memory, unsigned(arguments[2]), unsigned(arguments[3])));
        long hint = unsigned(arguments[4]);
        memory.check(hint, SIZE);
        int family = memory.getByte(hint + FAMILY);
        long first = unsigned(memory.getInt(unsigned(arguments[5])));
        long room = unsigned(arguments[6]);
        long countAt = unsigned(arguments[7]);
        memory.check(countAt, Integer.BYTES);
        if (family < 0 || family > 2 || room == 0 || name.length == 0) {
            throw ErrnoException.of(family < 0 || family > 2 ? Errno.AFNOSUPPORT : Errno.INVAL);
        }
        state.touch(AddressText.printable(name));
        List<byte[]> found = state.config().network().resolve(name, family == 0 ? 0 : family == 1 ? 4 : 6);
        memory.putInt(countAt, put(memory, found, port, first, room));
    }

    /** Without the NUL that C has behind it. */
    private static byte[] text(GuestMemory memory, long at, long length) {
        memory.check(at, length);
        if (length > LONGEST) {
            throw ErrnoException.of(Errno.NAMETOOLONG);
        }
        byte[] bytes = new byte[(int) length];
        memory.read(at, bytes, 0, bytes.length);
        return bytes.length > 0 && bytes[bytes.length - 1] == 0 ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    private static int port(byte[] service) {
        String text = new String(service, StandardCharsets.ISO_8859_1);
        return switch (text) {
            case "" -> 0;
            case "http" -> 80;
            case "https" -> 443;
            default -> number(text);
        };
    }

    private static int number(String text) {
        int port = 0;
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            boolean fits = digit >= '0' && digit <= '9' && port * 10 + digit - '0' <= 0xffff;
            if (!fits) {
                throw ErrnoException.of(Errno.INVAL);
            }
            port = port * 10 + digit - '0';
        }
        return port;
    }

    /** As many as there is room for; how many. */
    private static int put(GuestMemory memory, List<byte[]> found, int port, long first, long room) {
        int count = 0;
        long at = first;
        for (byte[] address : found) {
            if (count >= room || at == 0) {
                break;
            }
            long socket = unsigned(memory.getInt(at + ADDRESS));
            byte[] data = data(address, port);
            if (address.length == 16 && unsigned(memory.getInt(socket + DATA_LENGTH)) < data.length) {
                continue;
            }
            memory.write(unsigned(memory.getInt(socket + DATA)), data, 0, data.length);
            memory.putByte(socket, address.length == 4 ? 1 : 2);
            memory.putInt(socket + DATA_LENGTH, data.length);
            memory.putByte(at + FAMILY, address.length == 4 ? 1 : 2);
            memory.putByte(at + TYPE, STREAM);
            memory.putByte(at + PROTOCOL, TCP);
            memory.putInt(at + LENGTH, data.length + 2);
            memory.putInt(at + NAME_LENGTH, 0);
            at = unsigned(memory.getInt(at + NEXT));
            count++;
        }
        return count;
    }

    private static byte[] data(byte[] address, int port) {
        byte[] data = new byte[address.length == 4 ? 14 : 26];
        data[0] = (byte) (port >> 8);
        data[1] = (byte) port;
        System.arraycopy(address, 0, data, address.length == 4 ? 2 : 6, address.length);
        return data;
    }
}
