package io.wasmrunner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.flag.QuickParser;
import io.wasmrunner.core.state.StateFolder;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines are read by a quick parser, and by picocli when that one gives up: what it does read it must read as picocli. */
final class ParserAgreementTest {
    private static List<String> words(String line) {
        return Arrays.stream(line.split(" "))
                .map(word -> word.equals("''") ? "" : word)
                .toList();
    }

    private static Command command(List<String> line) {
        return Commands.find(line.getFirst()).orElseThrow();
    }

    private static PicocliModel picocli() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new PicocliModel(new Context(
                InputStream.nullInputStream(), nowhere, nowhere, Map.of(), new StateFolder(Path.of("none"))));
    }

    private static Optional<ParsedLine> quickly(List<String> line) {
        Command command = command(line);
        return QuickParser.parse(command.flags(), command.operands(), line.subList(1, line.size()));
    }

    /** By the flags' names, since each making of a command makes its flags anew. */
    private static Map<String, List<String>> named(ParsedLine line) {
        Map<String, List<String>> byName = new HashMap<>();
        line.flags().forEach((flag, values) -> byName.put(flag.name(), flag.takesValue() ? values : List.of()));
        return byName;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run app.wasm",
                "run app.wasm --dir x -- -e",
                "run app.wasm -e A=1 --help",
                "run - a b",
                "run -- app.wasm -x",
                "run -- app.wasm -- x",
                "run --dir a::b --dir c app.wasm",
                "run --dir=a::b -v c:/d -v e:/f app.wasm",
                "run -m 64m --memory=1g app.wasm",
                "run -e A=1 -e B=x=y --env C app.wasm A=2",
                "run --env= app.wasm",
                "run --env '' app.wasm",
                "run --rm -i -t --init -u root app.wasm",
                "run --invoke add app.wasm -1 -2",
                "run --timeout 5s --timeout 6s app.wasm",
                "run -q --quiet app.wasm",
                "run --network none --read-only app.wasm",
                "inspect app.wasm",
                "inspect -f json app.wasm",
                "inspect app.wasm --format json",
                "compile a.wasm b.wasm --engine wasmtime c.wasm",
                "validate -q a.wasm -- -b.wasm",
                "engines --format json",
                "version",
                "completion bash"
            })
    void both_read_a_line_the_same(String line) {
        ParsedLine quick = quickly(words(line)).orElseThrow();
        ParsedLine thorough = picocli().read(command(words(line)), words(line));

        assertEquals(thorough.operands(), quick.operands());
        assertEquals(named(thorough), named(quick));
    }

    @ParameterizedTest
    @CsvSource({
        "run -it app.wasm, run -i -t app.wasm",
        "run -m64m app.wasm, run -m 64m app.wasm",
        "run -m=64m app.wasm, run -m 64m app.wasm",
        "run -v=a:/b app.wasm, run -v a:/b app.wasm",
        "run -eA=1 app.wasm, run -e A=1 app.wasm",
        "run --rm=true app.wasm, run --rm app.wasm"
    })
    void picocli_knows_other_ways_to_write_a_line(String unusual, String plain) {
        ParsedLine thorough = picocli().read(command(words(unusual)), words(unusual));

        assertEquals(named(quickly(words(plain)).orElseThrow()), named(thorough));
        assertEquals(List.of("app.wasm"), thorough.operands());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "run --help",
                "run --unknown app.wasm",
                "run --dir",
                "run --rm=true app.wasm",
                "run -e -v app.wasm",
                "run -v=e:/f app.wasm",
                "run -it app.wasm",
                "run -m64m app.wasm",
                "inspect",
                "version now"
            })
    void what_is_unusual_or_wrong_is_left_to_picocli(String line) {
        assertTrue(quickly(words(line)).isEmpty());
    }
}
