package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The guest's variables: what is inherited, then what the files say, then the flags. */
final class Environment {
    private Environment() {}

    /** After those of the image, which are {@code first}. */
    static List<String> of(ParsedLine line, Map<String, String> here, List<String> first) {
        List<String> assignments = new ArrayList<>(first);
        if (line.has(RunFlags.ENV_INHERIT)) {
            new TreeMap<>(here).forEach((name, value) -> assignments.add(name + "=" + value));
        }
        for (String file : line.values(RunFlags.ENV_FILE)) {
            read(file, here, assignments);
        }
        for (String assignment : line.values(RunFlags.ENV)) {
            add("-e " + assignment, assignment, here, assignments);
        }
        return assignments;
    }

    /** Docker's format: one assignment a line, {@code #} starts a comment line, nothing is quoted. */
    private static void read(String file, Map<String, String> here, List<String> into) {
        try {
            int number = 0;
            for (String text : Files.readAllLines(Path.of(file))) {
                number++;
                String assignment = text.stripLeading();
                if (!assignment.isEmpty() && !assignment.startsWith("#")) {
                    add(file + " line " + number, assignment, here, into);
                }
            }
        } catch (IOException | InvalidPathException e) {
            throw new WasmrunnerException(
                    ErrorCode.NOT_FOUND, "cannot read --env-file " + file + ": no such file, or not text", e);
        }
    }

    private static void add(String where, String assignment, Map<String, String> here, List<String> into) {
        int equals = assignment.indexOf('=');
        String name = equals < 0 ? assignment : assignment.substring(0, equals);
        if (name.isEmpty() || name.indexOf('\0') >= 0 || name.chars().anyMatch(Character::isWhitespace)) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE, "cannot set a variable by %s: it must look like NAME=value".formatted(where));
        }
        if (equals >= 0) {
            into.add(assignment);
        } else if (here.containsKey(name)) {
            into.add(name + "=" + here.get(name));
        }
    }
}
