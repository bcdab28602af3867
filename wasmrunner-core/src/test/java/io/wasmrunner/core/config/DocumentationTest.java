package io.wasmrunner.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} says what is so. */
final class DocumentationTest {
    private static final Pattern EXAMPLE = Pattern.compile("```toml\n(.*?)```", Pattern.DOTALL);
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void the_table_has_every_key_in_order_with_its_default() throws IOException {
        List<String> expected = new ArrayList<>();
        for (ConfigKey key : ConfigKey.values()) {
            String words = key.words().isEmpty() ? "" : " (" + String.join(", ", key.words()) + ")";
            expected.add("| `%s` | `%s` | `%s` | %s | %s%s |"
                    .formatted(
                            key,
                            key.usual().text(),
                            key.variable(),
                            key.flag().isEmpty() ? "" : "`" + key.flag() + "`",
                            key.help(),
                            words)
                    .replace("|  |", "| |"));
        }
        List<String> found = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `") && line.contains("` | `WASMRUNNER_"))
                .toList();

        assertEquals(String.join("\n", expected), String.join("\n", found));
    }

    @Test
    void every_example_is_a_configuration() throws IOException {
        Matcher examples = EXAMPLE.matcher(Files.readString(PAGE));
        List<ConfigKey> set = new ArrayList<>();
        while (examples.find()) {
            ConfigFile file = ConfigFile.parse(PAGE, examples.group(1));
            assertEquals(List.of(), file.problems());
            file.settings().forEach(setting -> set.add(setting.key()));
        }
        assertEquals(
                List.of(ConfigKey.values()), set.stream().sorted().distinct().toList(), "keys with an example");
    }
}
