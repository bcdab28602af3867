package io.wasmrunner.registry.build.record;

import io.wasmrunner.registry.file.DurableFile;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.registry.file.NameLocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A finished build, in a small text file: what was asked for, what it looked at, and what came of it. As long as all of that
 * is as it was, the build need not be done again. The check is quick: it reads this file, and the attributes of those that
 * it names.
 */
public final class BuildRecord {
    private static final String FIRST = "wasmrunner build record 1";

    /** File systems keep times coarsely: what changed so shortly before may have changed once more since, unseen. */
    private static final long RACY_MILLIS = 2000;

    private BuildRecord() {}

    /** Whether a reference still means the image that it meant. */
    public interface Bases {
        boolean isStill(String reference, String manifestDigest);
    }

    /**
     * Writes one, or removes an old one when the build cannot be recognized again: its input was changed less than two
     * seconds ago, came from standard input, or lies on a file system that tells too little.
     *
     * @param request everything the result depends on but files: arguments, and variables of the environment
     * @param result what {@link #check} gives back
     * @return whether it was written
     */
    public static boolean write(Path file, List<String> request, BuildInputs inputs, List<String> result)
            throws IOException {
        try (Held _ = NameLocks.of(file.resolveSibling("names"))
                .lock(file.getFileName().toString())) {
            return writeAlone(file, request, inputs, result);
        }
    }

    private static boolean writeAlone(Path file, List<String> request, BuildInputs inputs, List<String> result)
            throws IOException {
        if (!inputs.isComplete() || inputs.newest() > System.currentTimeMillis() - RACY_MILLIS) {
            Files.deleteIfExists(file);
            return false;
        }
        StringBuilder text = new StringBuilder(FIRST).append('\n');
        for (String word : request) {
            text.append("request ").append(oneLine(word)).append('\n');
        }
        for (Map.Entry<String, String> line : inputs.lines().entrySet()) {
            int space = line.getKey().indexOf(' ');
            text.append(line.getKey(), 0, space + 1)
                    .append(line.getValue())
                    .append(line.getKey(), space, line.getKey().length())
                    .append('\n');
        }
        for (String word : result) {
            text.append("result ").append(oneLine(word)).append('\n');
        }
        text.append("end\n");
        DurableFile.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
        return true;
    }

    /**
     * The result of the recorded build, when it would be the same today; else null, also when there is no record or it
     * cannot be read.
     *
     * @param request as it was given to {@link #write}
     */
    public static @Nullable List<String> check(Path file, List<String> request, Bases bases) {
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException _) {
            return null;
        }
        List<String> result = new ArrayList<>();
        int asked = 0;
        int start = 0;
        boolean first = true;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                return null;
            }
            String line = text.substring(start, end);
            start = end + 1;
            if (first) {
                first = false;
                if (!line.equals(FIRST)) {
                    return null;
                }
            } else if (line.startsWith("request ")) {
                if (asked >= request.size() || !line.substring(8).equals(oneLine(request.get(asked)))) {
                    return null;
                }
                asked++;
            } else if (line.startsWith("result ")) {
                result.add(unescaped(line.substring(7)));
            } else if (line.equals("end")) {
                return asked == request.size() ? result : null;
            } else if (!holds(line, bases)) {
                return null;
            }
        }
        return null;
    }

    private static boolean holds(String line, Bases bases) {
        int first = line.indexOf(' ');
        int second = line.indexOf(' ', first + 1);
        if (first < 0 || second < 0) {
            return false;
        }
        String value = line.substring(first + 1, second);
        String name = line.substring(second + 1);
        if (line.startsWith("file ")) {
            return value.equals(FileStamp.of(Path.of(name)));
        }
        if (line.startsWith("needed ")) {
            String stamp = FileStamp.of(Path.of(name));
            return stamp != null && stamp.startsWith(value.concat(","));
        }
        if (line.startsWith("absent ")) {
            return FileStamp.of(Path.of(name)) == null;
        }
        return line.startsWith("base ") && bases.isStill(name, value);
    }

    private static String oneLine(String word) {
        return word.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String unescaped(String line) {
        if (line.indexOf('\\') < 0) {
            return line;
        }
        StringBuilder word = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                i++;
                word.append(line.charAt(i) == 'n' ? '\n' : line.charAt(i));
            } else {
                word.append(c);
            }
        }
        return word.toString();
    }
}
