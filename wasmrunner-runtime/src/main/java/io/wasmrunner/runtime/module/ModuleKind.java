package io.wasmrunner.runtime.module;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What some bytes are, told from their beginning, so that an error can name what was given instead of a module. */
public enum ModuleKind {
    CORE("a WebAssembly core module"),
    COMPONENT("a WebAssembly component"),
    UNKNOWN_VERSION("WebAssembly of an unknown version"),
    TEXT("WebAssembly text (.wat)"),
    ELF("an ELF program or library"),
    MACH_O("a macOS program or library"),
    PORTABLE_EXECUTABLE("a Windows program or library"),
    GZIP("a gzip archive"),
    ZIP("a zip archive"),
    ZSTD("a zstd archive"),
    SCRIPT("a script"),
    EMPTY("empty"),
    OTHER("not WebAssembly");

    private final String words;

    ModuleKind(String words) {
        this.words = words;
    }

    /** For people: {@code a WebAssembly component}. */
    public String words() {
        return words;
    }

    public static ModuleKind detect(byte[] bytes) {
        if (bytes.length == 0) {
            return EMPTY;
        }
        return switch (head(bytes)) {
            case 0x0061736d -> wasm(bytes);
            case 0x7f454c46 -> ELF;
            case 0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabe -> MACH_O;
            case 0x504b0304, 0x504b0506 -> ZIP;
            case 0x28b52ffd -> ZSTD;
            default -> byText(bytes);
        };
    }

    private static ModuleKind byText(byte[] bytes) {
        if (startsWith(bytes, 0x1f, 0x8b)) {
            return GZIP;
        }
        if (startsWith(bytes, 'M', 'Z')) {
            return PORTABLE_EXECUTABLE;
        }
        if (startsWith(bytes, '#', '!')) {
            return SCRIPT;
        }
        return isText(bytes) ? TEXT : OTHER;
    }

    /** The version field is a 16-bit version and a 16-bit layer: layer 0 is a core module, layer 1 a component. */
    private static ModuleKind wasm(byte[] bytes) {
        if (bytes.length < 8) {
            return CORE;
        }
        int layer = (bytes[6] & 0xff) | (bytes[7] & 0xff) << 8;
        int version = (bytes[4] & 0xff) | (bytes[5] & 0xff) << 8;
        if (layer == 1) {
            return COMPONENT;
        }
        return layer == 0 && version == 1 ? CORE : UNKNOWN_VERSION;
    }

    private static int head(byte[] bytes) {
        int head = 0;
        for (int i = 0; i < 4; i++) {
            head = head << 8 | (i < bytes.length ? bytes[i] & 0xff : 0);
        }
        return head;
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
    }

    /** White space and comments, then an opening parenthesis and one of the fields a module can start with. */
    private static boolean isText(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, 65_536), StandardCharsets.UTF_8);
        int at = skipSpace(text);
        if (at >= text.length() || text.charAt(at) != '(') {
            return false;
        }
        String word = text.substring(at + 1, Math.min(text.length(), at + 17))
                .stripLeading()
                .toLowerCase(Locale.ROOT);
        return word.matches(
                "(?s)(module|component|type|import|func|table|memory|global|export|start|elem|data|tag)\\b.*");
    }

    private static int skipSpace(String text) {
        int at = text.startsWith("\ufeff") ? 1 : 0;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith(";;", at)) {
                int line = text.indexOf('\n', at);
                at = line < 0 ? text.length() : line + 1;
            } else if (text.startsWith("(;", at)) {
                int close = text.indexOf(";)", at + 2);
                at = close < 0 ? text.length() : close + 2;
            } else {
                return at;
            }
        }
        return at;
    }
}
