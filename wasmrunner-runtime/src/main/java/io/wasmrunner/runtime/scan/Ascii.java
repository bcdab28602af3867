package io.wasmrunner.runtime.scan;

/** A range of bytes, looked at as ASCII. */
final class Ascii {
    private final byte[] bytes;
    private final int end;

    Ascii(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    boolean startsWith(int from, String text) {
        if (end - from < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether what lies between ends with {@code text}, which is in lower case; case does not matter. */
    boolean endsWith(int from, int to, String text) {
        int start = to - text.length();
        if (start < from) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.toLowerCase((char) (bytes[start + i] & 0xff)) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Where the word that starts at {@code from} ends; after {@code longest} characters at the latest. */
    int word(int from, int longest) {
        int to = from;
        while (to < end && to - from < longest && isWord(bytes[to])) {
            to++;
        }
        return to;
    }

    static boolean isWord(byte b) {
        return (b >= 'a' && b <= 'z') || isUpperOrDigit(b) || b == '_' || b == '-';
    }

    static boolean isUpperOrDigit(byte b) {
        return (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
    }

    static boolean isBase64(byte b) {
        return (isWord(b) && b != '-' && b != '_') || b == '+' || b == '/' || b == '=';
    }

    /** Printable, and not what ends a value or an address in text. */
    static boolean isValue(byte b) {
        return b > ' ' && b < 0x7f && "\"',;&`<>\\".indexOf(b) < 0;
    }
}
