package io.wasmrunner.core.systemd;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The text of a unit, in which every value is read as it was meant (systemd.syntax(7), systemd.unit(5), systemd.service(5)). */
final class UnitText {
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int DELETE = 0x7f;

    /** What systemd takes in no program's name, however it is written; in an argument it does. */
    private static final String REFUSED_IN_PROGRAMS = "\"'\\";

    private static final List<String> BY_SHELL = List.of("/bin/sh", "-c", "exec \"$0\" \"$@\"");

    private final StringBuilder text = new StringBuilder(1024);

    UnitText comment(String line) {
        text.append("# ").append(line).append('\n');
        return this;
    }

    UnitText section(String name) {
        text.append("\n[").append(name).append("]\n");
        return this;
    }

    /** A value that systemd takes to the end of the line: only {@code %} means something in it. */
    UnitText plain(String key, String value) {
        return line(key, printable(value).replace("%", "%%"));
    }

    /** Words, of which each stays one. */
    UnitText words(String key, List<String> words) {
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            line.append(line.isEmpty() ? "" : " ").append(quote(word));
        }
        return line(key, line.toString());
    }

    /** A command: in all words but the first, the program, a {@code $} would name a variable. */
    UnitText command(String key, List<String> words) {
        if (words.getFirst().chars().anyMatch(c -> REFUSED_IN_PROGRAMS.indexOf(c) >= 0)) {
            List<String> all = new ArrayList<>(BY_SHELL);
            all.addAll(words);
            return command(key, all);
        }
        StringBuilder line = new StringBuilder(quote(words.getFirst()));
        for (String word : words.subList(1, words.size())) {
            line.append(' ').append(quote(word).replace("$", "$$"));
        }
        return line(key, line.toString());
    }

    private UnitText line(String key, String value) {
        text.append(key).append('=').append(value).append('\n');
        return this;
    }

    /** One word: in quotes when it holds anything that might have a meaning. */
    private static String quote(String word) {
        String safe = printable(word).replace("%", "%%");
        return !safe.isEmpty() && safe.chars().allMatch(UnitText::isHarmless)
                ? safe
                : '"' + safe.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static boolean isHarmless(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "/._-=:,+@%$".indexOf(c) >= 0;
    }

    /** No path of a program may hold one, and a line feed would begin another setting. */
    private static String printable(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < FIRST_PRINTABLE || c == DELETE) {
                throw new WasmrunnerException(
                        ErrorCode.HOST,
                        "cannot write a unit that names \"%s\": systemd takes no control characters; rename it"
                                .formatted(value.replaceAll("\\p{Cntrl}", "?")));
            }
        }
        return value;
    }

    /** The {@code file:} address of an absolute path, as {@code Documentation=} takes it: in ASCII. */
    static String address(String path) {
        StringBuilder address = new StringBuilder("file://");
        for (byte one : path.getBytes(StandardCharsets.UTF_8)) {
            if (one > 0 && isHarmless(one) && one != '%' && one != '$') {
                address.append((char) one);
            } else {
                address.append("%%%02X".formatted(one & 0xff));
            }
        }
        return address.toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
