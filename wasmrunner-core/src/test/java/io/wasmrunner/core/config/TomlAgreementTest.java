package io.wasmrunner.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the quick reader reads is what tomlj reads. */
final class TomlAgreementTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n# only a comment ä\n",
                "debug = true",
                "debug=false# comment\r\n[run]\r\nengine = 'auto'\r\n",
                "[log]\n  max-size = \"20m\" # \"quoted\"\n\tmax-file\t=\t5\n\n[ events ]\nmax-files = 0\n",
                "[a]\n[b]\n1 = 2\n_-9 = \"\"\n"
            })
    void plain_files_are_read_at_once_and_to_the_same_end(String text) {
        assertEquals(Optional.of(FullToml.read(text).entries()), PlainToml.read(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run.engine = 1",
                "a = \"\\n\"",
                "a = \"\"\"\nb\"\"\"",
                "a = 01",
                "a = 1_000",
                "a = 1.5",
                "a = -1",
                "a = 99999999999999999999",
                "a = [1]",
                "a = {}",
                "a = 1\na = 2",
                "a = 1\n[a]",
                "[a]\n[a]",
                "[[a]]",
                "[a.b]",
                "[a",
                "[]",
                "a = ",
                "a",
                "= 1",
                "\"a\" = 1",
                "a = \"b",
                "a = \"b\" c",
                "a = true false",
                "a = 1 # \u0001",
                "a = 'b\rc'"
            })
    void anything_else_is_left_to_the_one_that_knows(String text) {
        assertEquals(Optional.empty(), PlainToml.read(text));
    }

    @Test
    void whatever_the_quick_reader_makes_of_a_text_the_other_does_too() {
        List<String> pieces = List.of(
                "a", "b-1", "[", "]", "=", " ", "\n", "\r\n", "\"", "'", "\\", "#", "1", "0", "true", ".", "\t", "é");
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
        int plain = 0;
        for (int i = 0; i < 4000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(9); j >= 0; j--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
                text.append(random.nextInt(3) == 0 ? "a = 1\n" : "");
            }
            Optional<List<TomlEntry>> quick = PlainToml.read(text.toString());
            if (quick.isPresent()) {
                plain++;
                FullToml full = FullToml.read(text.toString());
                assertEquals(List.of(), full.errors(), text.toString());
                assertEquals(full.entries(), quick.get(), text.toString());
            }
        }
        assertEquals(true, plain > 100, "plain texts among them: " + plain);
    }
}
