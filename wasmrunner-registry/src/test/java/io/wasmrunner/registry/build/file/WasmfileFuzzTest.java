package io.wasmrunner.registry.build.file;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.build.context.IgnoreRules;
import io.wasmrunner.registry.layer.ImagePath;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class WasmfileFuzzTest {
    private static final int ROUNDS = 20_000;

    private static final String[] PIECES = {
        "FROM scratch\n",
        "FROM ",
        "AS ",
        "COPY ",
        "ADD ",
        "RUN ",
        "ENV ",
        "ARG ",
        "LABEL ",
        "CMD ",
        "ENTRYPOINT ",
        "EXPOSE ",
        "HEALTHCHECK ",
        "--from=",
        "--interval=",
        "--",
        "a",
        "b ",
        "=",
        "\"",
        "'",
        "\\",
        "\\\n",
        "\n",
        "[",
        "]",
        "[\"a\", ",
        "${",
        "${X:-",
        "}",
        "$X",
        "$",
        ":",
        "#",
        "# escape=`\n",
        "`",
        "<<",
        "/",
        "*",
        "**/",
        "?",
        "[^",
        "-",
        "!",
        " ",
        "\t",
        "\r",
        "\ufeff",
        "\0",
        "é",
        "30s",
        "\ud800",
        "CMD",
        "ONBUILD ",
        "VOLUME ",
        "WORKDIR /x\n"
    };

    private static String text(Random random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "FROM scratch\n" : "");
        for (int i = random.nextInt(14); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    @Test
    void whatever_is_in_a_file_it_is_read_or_refused_with_its_place() {
        int read = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            String text = text(new Random(seed));
            try {
                Wasmfile file = Wasmfile.parse("Wasmfile", text);
                assertFalse(file.stages().isEmpty(), text);
                read++;
            } catch (RegistryException e) {
                assertTrue(e.getMessage().matches("(?s)Wasmfile:[1-9][0-9]*:[1-9][0-9]*: .+"), e.getMessage());
            } catch (RuntimeException e) {
                fail("seed " + seed + ": " + text, e);
            }
        }
        assertTrue(read > ROUNDS / 100 && read < ROUNDS, read + " read");
    }

    @Test
    void whatever_is_in_a_word_or_a_pattern_it_is_read_or_refused() {
        Position at = new Position("Wasmfile", 1, 1);
        Expander expander = new Expander('\\', Map.of("X", "x")::get);
        for (int seed = 0; seed < ROUNDS; seed++) {
            String text = text(new Random(seed)).replace("FROM scratch\n", "");
            for (Runnable reader : new Runnable[] {
                () -> expander.expand(text, at),
                () -> ShellWords.split(text, at, expander),
                () -> ShellWords.split(text, at, null),
                () -> IgnoreRules.parse("Wasmfile", text).ignores(new ImagePath("a/b/é"))
            }) {
                try {
                    reader.run();
                } catch (RegistryException e) {
                    assertTrue(e.getMessage().startsWith("Wasmfile:"), e.getMessage());
                } catch (RuntimeException e) {
                    fail("seed " + seed + ": " + text, e);
                }
            }
        }
    }
}
