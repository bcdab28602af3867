package io.wasmrunner.core.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.wasmrunner.sandbox.policy.NamedPolicy;
import io.wasmrunner.sandbox.policy.PolicyKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/policy.md} says what is so. */
final class DocumentationTest {
    private static final Pattern EXAMPLE = Pattern.compile("```toml\n(.*?)```", Pattern.DOTALL);

    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "policy.md"));
    }

    /** The cells of each line of the table of keys. */
    private static List<List<String>> rows() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        boolean inTable = false;
        for (String line : page().lines().toList()) {
            if (line.startsWith("| key | what |")) {
                inTable = true;
            } else if (inTable && !line.startsWith("|")) {
                break;
            } else if (inTable && line.startsWith("| `")) {
                List<String> cells = new ArrayList<>();
                for (String cell : line.split("\\|", -1)) {
                    cells.add(cell.strip());
                }
                rows.add(cells);
            }
        }
        return rows;
    }

    @Test
    void the_table_has_every_key_in_order_with_what_each_named_policy_says() throws IOException {
        List<List<String>> rows = rows();
        List<String> expected = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (PolicyKey key : PolicyKey.values()) {
            StringBuilder line = new StringBuilder("`" + key + "`");
            for (NamedPolicy policy : NamedPolicy.values()) {
                line.append(" `")
                        .append(PolicyPrint.literal(key, policy.policy()))
                        .append('`');
            }
            expected.add(line.toString());
        }
        for (List<String> row : rows) {
            found.add(row.get(1) + " " + String.join(" ", row.subList(4, 7)));
        }
        assertEquals(String.join("\n", expected), String.join("\n", found));
    }

    @Test
    void the_examples_are_policies() throws IOException {
        Matcher examples = EXAMPLE.matcher(page());
        int count = 0;
        while (examples.find()) {
            count++;
            assertFalse(PolicyFile.parse("docs/policy.md", examples.group(1))
                    .values()
                    .isEmpty());
        }
        assertEquals(1, count);
    }
}
