package io.wasmrunner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of attacks in docs/security.md is what the tests' tags say. */
final class AttackTableTest {
    private static final int ATTACKS = 54;
    private static final Path PROJECT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| .* \\| (.*) \\|");
    private static final Pattern NAMED = Pattern.compile("(\\w+Test#\\w+)");
    private static final Pattern TAG = Pattern.compile("\\s*@Tag\\(\"attack-(\\d+)\"\\)");
    private static final Pattern METHOD = Pattern.compile("    (?:void|Stream<DynamicTest>) (\\w+)\\(.*");

    @Test
    void the_table_names_the_tests_of_each_attack() throws IOException {
        assertEquals(lines(tagged()), lines(documented()));
    }

    @Test
    void each_attack_has_a_test() throws IOException {
        assertEquals(
                IntStream.rangeClosed(1, ATTACKS).boxed().collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(tagged().keySet()));
    }

    private static String lines(Map<Integer, Set<String>> tests) {
        return tests.entrySet().stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    private static Map<Integer, Set<String>> documented() throws IOException {
        Map<Integer, Set<String>> tests = new TreeMap<>();
        for (String line : Files.readAllLines(PROJECT.resolve("docs/security.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Matcher named = NAMED.matcher(row.group(2));
                while (named.find()) {
                    tests.computeIfAbsent(Integer.valueOf(row.group(1)), _ -> new TreeSet<>())
                            .add(named.group(1));
                }
            }
        }
        return tests;
    }

    private static Map<Integer, Set<String>> tagged() throws IOException {
        Map<Integer, Set<String>> tests = new TreeMap<>();
        for (String module : List.of("sandbox", "runtime", "registry", "core", "cli")) {
            try (Stream<Path> sources = Files.walk(PROJECT.resolve("wasmrunner-" + module + "/src/test/java"))) {
                for (Path source : sources.filter(file -> file.toString().endsWith("Test.java"))
                        .toList()) {
                    collect(source, tests);
                }
            }
        }
        return tests;
    }

    private static void collect(Path source, Map<Integer, Set<String>> tests) throws IOException {
        String name = source.getFileName().toString().replace(".java", "");
        List<Integer> attacks = new ArrayList<>();
        for (String line : Files.readAllLines(source)) {
            Matcher tag = TAG.matcher(line);
            Matcher method = METHOD.matcher(line);
            if (tag.matches()) {
                attacks.add(Integer.valueOf(tag.group(1)));
            } else if (method.matches()) {
                for (Integer attack : attacks) {
                    tests.computeIfAbsent(attack, _ -> new TreeSet<>()).add(name + "#" + method.group(1));
                }
                attacks.clear();
            }
        }
    }
}
