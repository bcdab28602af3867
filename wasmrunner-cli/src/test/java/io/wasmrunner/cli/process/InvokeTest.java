package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CliExtension.class)
final class InvokeTest {
    private static final String MATH = Cli.example("abi/math");

    private final Cli cli;

    InvokeTest(Cli cli) {
        this.cli = cli;
    }

    @OnBothEngines
    void integers_go_in_and_come_out(String engine) {
        cli.run("run", "--engine", engine, "--invoke", "add", MATH, "-2", "2147483647")
                .printed("2147483645\n");
        cli.run("run", "--engine", engine, "--invoke", "fib", MATH, "90").printed("2880067194370816120\n");
    }

    @OnBothEngines
    void results_of_every_number_type_are_printed(String engine) throws IOException {
        Files.writeString(cli.work().resolve("four.wat"), """
            (module (func (export "four") (param i32 i64 f32 f64) (result f64 f32 i64 i32)
              (local.get 3) (local.get 2) (local.get 1) (local.get 0)))
            """);

        cli.run(
                        "run",
                        "--engine",
                        engine,
                        "--invoke",
                        "four",
                        "four.wat",
                        "0xffffffff",
                        "-9223372036854775808",
                        "0.1",
                        "-inf")
                .printed("-inf\n0.1\n-9223372036854775808\n-1\n");
    }

    @OnBothEngines
    void a_reactor_is_set_up_first(String engine) {
        cli.run("run", "--engine", engine, "--invoke", "add_seen", Cli.example("reactor/reactor"), "5")
                .printed("105\n");
    }

    @Test
    void arguments_are_counted_and_checked() {
        assertEquals(
                "cannot invoke add: it takes 2 arguments, 1 given; its type is (i32, i32) -> i32",
                cli.run("run", "--invoke", "add", MATH, "1").refusal(125));
        assertEquals(
                "cannot invoke add: argument 2, \"1.5\", is not an i32; its type is (i32, i32) -> i32",
                cli.run("run", "--invoke", "add", MATH, "1", "1.5").refusal(125));
    }

    @Test
    void what_the_module_does_not_export_is_answered_with_what_it_does() {
        assertEquals(
                "cannot invoke sub: the module exports no such function; it exports add, fib, div",
                cli.run("run", "--invoke", "sub", MATH, "1", "2").refusal(125));
        assertTrue(cli.run("run", "--invoke", "memory", Cli.example("hello/hello"))
                .refusal(125)
                .contains("it is not a function"));
    }

    @Test
    void a_name_cannot_move_the_terminal_or_pass_for_a_line_of_ours() throws IOException {
        Files.writeString(cli.work().resolve("names.wat"), "(module (func (export \"a\\0awasmrunner: b\\1b[31m\")))");

        Result result = cli.run("run", "--invoke", "x", "names.wat");

        assertEquals("""
            wasmrunner: cannot invoke x: the module exports no such function; it exports a
              wasmrunner: b\\x1b[31m
            """, result.err());
    }
}
