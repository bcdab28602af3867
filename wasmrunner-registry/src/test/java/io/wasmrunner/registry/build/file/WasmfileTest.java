package io.wasmrunner.registry.build.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WasmfileTest {
    private static Wasmfile parse(String... lines) {
        return Wasmfile.parse("Wasmfile", String.join("\n", lines));
    }

    private static Instruction first(String... lines) {
        return Wasmfile.parse("Wasmfile", "FROM scratch\n" + String.join("\n", lines))
                .stages()
                .getFirst()
                .instructions()
                .getFirst();
    }

    private static String refusal(String content) {
        var refused = assertThrows(RegistryException.class, () -> Wasmfile.parse("Wasmfile", content));
        assertEquals(RegistryError.USAGE, refused.error());
        return refused.getMessage();
    }

    @Test
    void stages_globals_and_names_are_read() {
        Wasmfile file = parse(
                "# syntax=docker/dockerfile:1",
                "# a comment",
                "ARG VERSION=1",
                "FROM demo/base:$VERSION AS build",
                "RUN /gen.wasm",
                "",
                "from --platform=wasi/wasm scratch",
                "  COPY --from=build --chmod=755 /out /in/",
                "ENTRYPOINT [\"/app.wasm\", \"-v\"]");

        assertEquals("VERSION", file.globals().getFirst().variables().getFirst().name());
        assertEquals(2, file.stages().size());
        assertEquals("build", file.stages().getFirst().label());
        assertEquals("1", file.stages().getLast().label());
        assertEquals("wasi/wasm", file.stages().getLast().from().platform());
        var copy = assertInstanceOf(
                Instruction.Copy.class, file.stages().getLast().instructions().getFirst());
        assertEquals("build", copy.from());
        assertEquals("755", copy.mode());
        assertEquals(List.of("/out"), copy.sources());
        assertEquals("/in/", copy.destination());
        assertEquals("Wasmfile:8:3", copy.at().toString());
        var entrypoint = assertInstanceOf(
                Instruction.Entrypoint.class,
                file.stages().getLast().instructions().getLast());
        assertEquals(List.of("/app.wasm", "-v"), entrypoint.words());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COYP a b   | Wasmfile:2:1: unknown instruction COYP; did you mean COPY?",
                "entrypiont | Wasmfile:2:1: unknown instruction entrypiont; did you mean ENTRYPOINT?",
                "'  FORM x' | Wasmfile:2:3: unknown instruction FORM; did you mean FROM?",
                "XYZZY x    | Wasmfile:2:1: unknown instruction XYZZY",
                "COPY a     | Wasmfile:2:6: COPY takes at least one source, and where to put it",
                "COPY --form=x a b | Wasmfile:2:6: COPY does not know --form; did you mean --from?",
                "COPY --from= a b  | Wasmfile:2:6: --from needs a value: --from=…",
                "COPY --link --link a b | Wasmfile:2:13: --link stands there twice",
                "RUN        | Wasmfile:2:1: RUN needs something behind it",
                "HEALTHCHECK --start-interval=1s CMD /a | Wasmfile:2:13: HEALTHCHECK does not know --start-interval",
                "RUN --network=default /a | Wasmfile:2:1: RUN --network=default does not work: a step has no network",
                "ENV X      | Wasmfile:2:5: ENV takes name=value",
                "ARG 1X=2   | Wasmfile:2:5: a variable cannot be called 1X",
                "FROM a b   | Wasmfile:2:6: FROM takes an image, and a name behind AS: FROM scratch AS build",
                "FROM a AS 1 | Wasmfile:2:6: a stage cannot be called 1: the name must begin with a letter and have"
                        + " letters, digits and - _ . only",
                "HEALTHCHECK x | Wasmfile:2:13: HEALTHCHECK takes NONE, or CMD and a command",
                "HEALTHCHECK --interval=3x CMD /a | Wasmfile:2:27: --interval must be a time, as 30s or 1m30s, not 3x"
            })
    void what_is_wrong_is_said_with_its_place(String line, String expected) {
        assertEquals(expected, refusal("FROM scratch\n" + line));
    }

    @Test
    void an_endless_word_is_cut_short() {
        assertEquals(
                "Wasmfile:2:1: unknown instruction " + "X".repeat(40) + "…",
                refusal("FROM scratch\n" + "X".repeat(500_000)));
    }

    @Test
    void single_quotes_in_a_list_are_refused() {
        assertTrue(refusal("FROM scratch\nCMD ['a']").startsWith("Wasmfile:2:5: this is no JSON list"));
        assertTrue(refusal("FROM scratch\nCMD [\"a\"], \"b\": 1").startsWith("Wasmfile:2:5: this is no JSON list"));
        assertTrue(refusal("FROM scratch\nCMD [\"a\", 1]").startsWith("Wasmfile:2:5: this is no JSON list"));
    }

    @Test
    void what_makes_no_sense_here_is_refused_with_the_reason() {
        assertTrue(refusal("FROM scratch\nONBUILD RUN x").startsWith("Wasmfile:2:1: ONBUILD does not work: "));
        assertTrue(refusal("FROM scratch\nRUN <<EOF\nx\nEOF").startsWith("Wasmfile:2:5: here-documents do not work"));
        assertTrue(refusal("FROM scratch\nCOPY <<EOF /x\nx\nEOF").startsWith("Wasmfile:2:6: here-documents"));
        assertTrue(
                refusal("FROM scratch\nADD https://localhost/x /x").contains("ADD does not fetch https://localhost/x"));
        assertTrue(refusal("FROM scratch\nADD git@localhost:x /x").contains("ADD does not fetch"));
        assertTrue(refusal("FROM scratch\nRUN --network=host /x.wasm").contains("a step has no network"));
        assertTrue(refusal("FROM scratch\nRUN --mount=type=cache,target=/x /x.wasm")
                .contains("RUN does not know --mount"));
    }

    @Test
    void a_file_begins_with_from() {
        assertEquals("Wasmfile:1:1: there is no FROM; begin with FROM scratch", refusal(""));
        assertEquals("Wasmfile:1:1: there is no FROM; begin with FROM scratch", refusal("# nothing\n"));
        assertEquals(
                "Wasmfile:1:1: the first instruction must be FROM (only ARG may stand ahead of it)",
                refusal("COPY a b\nFROM scratch"));
        assertTrue(refusal("FROM a AS x\nFROM b AS X").contains("there is a stage called X already (line 1)"));
    }

    @Test
    void lines_go_on_behind_a_backslash_and_comments_in_between_are_left_out() {
        var copy = assertInstanceOf(Instruction.Copy.class, first("COPY a \\", "  # why", "  b \\  ", "", "  /c/"));

        assertEquals(List.of("a", "b"), copy.sources());
        assertEquals("/c/", copy.destination());
        assertEquals(
                List.of("Wasmfile:5:1: an empty line inside an instruction does not end it"),
                parse("FROM scratch", "COPY a \\", "  # why", "  b \\  ", "", "  /c/")
                        .warnings());
    }

    @Test
    void places_in_continued_lines_are_those_of_the_file() {
        assertEquals(
                "Wasmfile:4:3: here-documents do not work: put the text into a file and COPY it",
                refusal("FROM scratch\nRUN a \\\n  b \\\n  <<EOF"));
    }

    @Test
    void another_escape_character_can_be_chosen() {
        Wasmfile file = parse("# escape=`", "FROM scratch", "COPY a `", " C:\\x");

        assertEquals('`', file.escape());
        var copy = assertInstanceOf(
                Instruction.Copy.class, file.stages().getFirst().instructions().getFirst());
        assertEquals("C:\\x", copy.destination());
        assertTrue(refusal("# escape=x\nFROM scratch").startsWith("Wasmfile:1:1: the escape directive"));
    }

    @Test
    void a_directive_behind_a_comment_is_a_comment() {
        assertEquals('\\', parse("# hello", "# escape=`", "FROM scratch").escape());
    }

    @Test
    void carriage_returns_and_a_byte_order_mark_do_not_matter() {
        Wasmfile file = Wasmfile.parse("Wasmfile", "\ufeffFROM scratch\r\nCOPY a \\\r\n b\r\n");

        var copy = assertInstanceOf(
                Instruction.Copy.class, file.stages().getFirst().instructions().getFirst());
        assertEquals("b", copy.destination());
    }

    @Test
    void variables_come_in_both_forms() {
        var many = assertInstanceOf(Instruction.Env.class, first("ENV a=1 b=\"x y\" c=x\\ y"));
        var old = assertInstanceOf(Instruction.Env.class, first("ENV a some  words"));

        assertEquals(
                List.of(
                        new Instruction.Pair("a", "1"),
                        new Instruction.Pair("b", "\"x y\""),
                        new Instruction.Pair("c", "x\\ y")),
                many.variables());
        assertEquals(List.of(new Instruction.Pair("a", "some  words")), old.variables());
    }

    @Test
    void a_health_check_has_its_times() {
        var health = assertInstanceOf(
                Instruction.Health.class,
                first("HEALTHCHECK --interval=1m30s --timeout=500ms --retries=3 CMD /check.wasm 'a b'"));

        assertEquals(List.of("CMD", "/check.wasm", "a b"), health.check().test());
        assertEquals(90_000_000_000L, health.check().interval());
        assertEquals(500_000_000L, health.check().timeout());
        assertEquals(3, health.check().retries());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHELL [\"/bin/sh\"]", "MAINTAINER me"})
    void what_has_no_effect_says_so(String line) {
        assertInstanceOf(Instruction.Ignored.class, first(line));
    }

    @Test
    void names_with_spaces_can_be_copied_in_the_list_form() {
        var copy = assertInstanceOf(Instruction.Copy.class, first("COPY [\"a b\", \"/c d/\"]"));

        assertEquals(List.of("a b"), copy.sources());
        assertEquals("/c d/", copy.destination());
    }
}
