package io.wasmrunner.cli.command.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts the flags that Docker has before a subcommand of {@code compose} behind it, where every other command has its flags. */
public final class ComposeLine {
    private static final Map<String, String> NAMES = Map.of(
            "-f", "--file",
            "--file", "--file",
            "-p", "--project-name",
            "--project-name", "--project-name",
            "--profile", "--profile",
            "--env-file", "--env-file");

    private ComposeLine() {}

    /** That line, whatever its command is. */
    public static List<String> of(List<String> line) {
        if (line.isEmpty() || !line.getFirst().equals("compose")) {
            return line;
        }
        List<String> moved = new ArrayList<>();
        int i = 1;
        while (i < line.size()) {
            String word = line.get(i);
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String name = NAMES.get(equals < 0 ? word : word.substring(0, equals));
            if (name == null) {
                break;
            }
            if (equals >= 0) {
                moved.add(name + word.substring(equals));
            } else if (i + 1 < line.size()) {
                i++;
                moved.add(name + "=" + line.get(i));
            } else {
                return line;
            }
            i++;
        }
        if (i == line.size() || moved.isEmpty()) {
            return line;
        }
        List<String> result = new ArrayList<>(List.of("compose", line.get(i)));
        result.addAll(moved);
        result.addAll(line.subList(i + 1, line.size()));
        return result;
    }
}
