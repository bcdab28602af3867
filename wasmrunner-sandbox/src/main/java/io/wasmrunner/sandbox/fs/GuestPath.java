package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A relative path as a guest wrote it, checked for what no host is ever asked about. */
final class GuestPath {
    /** Linux's PATH_MAX, the NUL included; the portable file system holds to it so that both answer alike. */
    private static final int MAX_BYTES = 4095;

    private static final int MAX_NAME_BYTES = 255;

    private final String text;
    private final int lastStart;
    private final int lastEnd;

    private GuestPath(String text) {
        this.text = text;
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        this.lastEnd = end;
        this.lastStart = text.lastIndexOf('/', end - 1) + 1;
    }

    /**
     * Takes a path apart.
     *
     * @throws ErrnoException NOENT when empty, INVAL with a NUL in it, PERM when absolute, ILSEQ when it is no Unicode
     *     text, NAMETOOLONG above 4,095 bytes
     */
    static GuestPath of(String text) {
        if (text.isEmpty()) {
            throw ErrnoException.of(Errno.NOENT);
        }
        checkText(text);
        if (text.charAt(0) == '/') {
            throw Refusals.absolutePath();
        }
        return new GuestPath(text);
    }

    /** Checks a text that is stored but not resolved, such as the target of a symbolic link. */
    static void checkText(String text) {
        if (text.length() > MAX_BYTES) {
            throw ErrnoException.of(Errno.NAMETOOLONG);
        }
        if (text.indexOf('\0') >= 0) {
            throw ErrnoException.of(Errno.INVAL);
        }
        if (cString(text).length > MAX_BYTES + 1) {
            throw ErrnoException.of(Errno.NAMETOOLONG);
        }
    }

    static boolean nameTooLong(String name) {
        return name.length() > MAX_NAME_BYTES || cString(name).length > MAX_NAME_BYTES + 1;
    }

    /** The text as C reads it: UTF-8 with a NUL behind it; ILSEQ when a surrogate stands alone. */
    static byte[] cString(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining() + 1];
            encoded.get(bytes, 0, bytes.length - 1);
            return bytes;
        } catch (CharacterCodingException e) {
            throw ErrnoException.of(Errno.ILSEQ);
        }
    }

    String text() {
        return text;
    }

    /** The components in order, empty ones (as in {@code a//b}) left out. */
    List<String> components() {
        return components(text);
    }

    static List<String> components(String text) {
        List<String> components = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int slash = text.indexOf('/', start);
            int end = slash < 0 ? text.length() : slash;
            if (end > start) {
                components.add(text.substring(start, end));
            }
            start = end + 1;
        }
        return components;
    }

    /** What precedes the last component; {@code .} when there is nothing. */
    String parent() {
        return lastStart == 0 ? "." : text.substring(0, lastStart);
    }

    String last() {
        return text.substring(lastStart, lastEnd);
    }

    /** The last component with the slashes that follow it. */
    String lastWithSlashes() {
        return text.substring(lastStart);
    }

    boolean trailingSlash() {
        return lastEnd != text.length();
    }

    /** Whether the last component names a directory that is already there rather than an entry of its parent. */
    boolean endsInDots() {
        String last = last();
        return last.equals(".") || last.equals("..");
    }
}
