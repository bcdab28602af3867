package io.wasmrunner.runtime.wasi;

import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Paths and names, to and from the guest's memory. */
final class GuestPaths {
    /** Linux's PATH_MAX without the final NUL, bytes. */
    private static final int MAX_LENGTH = 4095;

    private GuestPaths() {}

    /** Reads a path: NAMETOOLONG above 4,095 bytes, ILSEQ unless it is well-formed UTF-8. */
    static String read(GuestMemory memory, long address, long length) {
        memory.check(address, length);
        if (length > MAX_LENGTH) {
            throw ErrnoException.of(Errno.NAMETOOLONG);
        }
        byte[] bytes = new byte[(int) length];
        memory.read(address, bytes, 0, bytes.length);
        for (byte b : bytes) {
            if (b < 0) {
                return decode(bytes);
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw ErrnoException.of(Errno.ILSEQ);
        }
    }

    /** A host name as UTF-8; ILSEQ when it cannot be written so. */
    static byte[] encode(String name) {
        // A name that is not well-formed reaches us with a lone surrogate or U+FFFD in it; only the first cannot be
        // encoded.
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(name));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException malformed) {
            throw ErrnoException.of(Errno.ILSEQ);
        }
    }

    /** What {@code path}, given relative to the directory {@code parent}, is called in a message. */
    static String join(String parent, String path) {
        if (path.equals(".") || path.isEmpty()) {
            return parent;
        }
        if (path.startsWith("/")) {
            return path;
        }
        return parent.endsWith("/") ? parent + path : parent + "/" + path;
    }
}
