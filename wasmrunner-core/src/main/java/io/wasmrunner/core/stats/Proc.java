package io.wasmrunner.core.stats;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the kernel says of processes, in /proc (proc(5)). Whoever is gone, or may not be seen, says nothing. */
final class Proc {
    /** Clock ticks a second, as proc(5) has them on every Linux that Java runs on (USER_HZ). */
    static final long TICKS = 100;

    private static final Path ROOT = Path.of("/proc");

    private Proc() {}

    static Path of(long pid) {
        return ROOT.resolve(Long.toString(pid));
    }

    /** The text of a file; empty when it cannot be read. */
    static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** The first number of the line {@code name: number…}; -1 when there is none. */
    static long number(String text, String name) {
        String line = line(text, name);
        int end = line.indexOf(' ');
        return parse(end < 0 ? line : line.substring(0, end));
    }

    /** What stands behind {@code name:}; empty when there is no such line. */
    static String line(String text, String name) {
        for (String line : text.split("\n", -1)) {
            if (line.startsWith(name + ":")) {
                return line.substring(name.length() + 1).strip();
            }
        }
        return "";
    }

    /** A field of a stat file, by the number that proc(5) gives it, from 3 on; -1 when there is none. */
    static long field(String stat, int number) {
        // The name may hold spaces and parentheses; nothing behind it does.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return number - 3 < fields.length ? parse(fields[number - 3]) : -1;
    }

    /** The name in a stat file, which whoever runs there has chosen. */
    static String name(String stat) {
        int from = stat.indexOf('(');
        int to = stat.lastIndexOf(')');
        return from >= 0 && to > from ? stat.substring(from + 1, to) : "";
    }

    /** The processes whose parent that is. */
    static List<Long> childrenOf(long parent) {
        List<Long> children = new ArrayList<>();
        for (long pid : numbers(ROOT)) {
            if (field(text(of(pid).resolve("stat")), 4) == parent) {
                children.add(pid);
            }
        }
        return children;
    }

    /** The ids of its threads. */
    static List<Long> threadsOf(long pid) {
        return numbers(of(pid).resolve("task"));
    }

    private static List<Long> numbers(Path folder) {
        List<Long> numbers = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path one : all) {
                long number = parse(String.valueOf(one.getFileName()));
                if (number >= 0) {
                    numbers.add(number);
                }
            }
        } catch (IOException e) {
            // It is gone.
        }
        return numbers;
    }

    /** Clock ticks since the machine started. */
    static long now() {
        String uptime = text(ROOT.resolve("uptime"));
        int end = uptime.indexOf(' ');
        try {
            return end < 0 ? 0 : (long) (Double.parseDouble(uptime.substring(0, end)) * TICKS);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static long parse(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 18;
        for (int i = 0; digits && i < text.length(); i++) {
            digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits ? Long.parseLong(text) : -1;
    }
}
