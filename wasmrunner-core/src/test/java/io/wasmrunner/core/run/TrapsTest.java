package io.wasmrunner.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.wasmrunner.core.lab.LabExtension;
import io.wasmrunner.runtime.engine.TrapException.Kind;
import io.wasmrunner.runtime.run.Outcome;
import io.wasmrunner.sandbox.quota.Quotas;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to trap has one name, whatever the engine calls it. */
@ExtendWith(LabExtension.class)
final class TrapsTest {
    private final Lab lab;

    TrapsTest(Lab lab) {
        this.lab = lab;
    }

    /** What is done in {@code _start}, in a module with a memory of one page and a table of two elements. */
    private static Stream<Arguments> traps() {
        return Stream.of(
                        Arguments.of("(unreachable)", Kind.UNREACHABLE),
                        Arguments.of("(drop (i32.load (i32.const 65533)))", Kind.MEMORY_OUT_OF_BOUNDS),
                        Arguments.of("(drop (i32.load offset=4294967295 (i32.const -1)))", Kind.MEMORY_OUT_OF_BOUNDS),
                        Arguments.of("(i64.store (i32.const 65529) (i64.const 0))", Kind.MEMORY_OUT_OF_BOUNDS),
                        Arguments.of(
                                "(memory.fill (i32.const 1) (i32.const 0) (i32.const 65536))",
                                Kind.MEMORY_OUT_OF_BOUNDS),
                        Arguments.of(
                                "(memory.copy (i32.const 1) (i32.const 0) (i32.const -1))", Kind.MEMORY_OUT_OF_BOUNDS),
                        Arguments.of(
                                "(memory.init $bytes (i32.const 0) (i32.const 0) (i32.const 3))",
                                Kind.MEMORY_OUT_OF_BOUNDS),
                        Arguments.of("(drop (table.get 0 (i32.const 2)))", Kind.TABLE_OUT_OF_BOUNDS),
                        Arguments.of("(table.set 0 (i32.const -1) (ref.null func))", Kind.TABLE_OUT_OF_BOUNDS),
                        Arguments.of(
                                "(table.fill 0 (i32.const 1) (ref.null func) (i32.const 2))", Kind.TABLE_OUT_OF_BOUNDS),
                        Arguments.of("(call_indirect (type $nothing) (i32.const 2))", Kind.TABLE_OUT_OF_BOUNDS),
                        Arguments.of("(call_indirect (type $nothing) (i32.const 1))", Kind.UNINITIALIZED_ELEMENT),
                        Arguments.of(
                                "(drop (call_indirect (type $number) (i32.const 0)))",
                                Kind.INDIRECT_CALL_TYPE_MISMATCH),
                        Arguments.of("(drop (i32.div_s (i32.const 0x80000000) (i32.const -1)))", Kind.INTEGER_OVERFLOW),
                        Arguments.of(
                                "(drop (i64.div_s (i64.const 0x8000000000000000) (i64.const -1)))",
                                Kind.INTEGER_OVERFLOW),
                        Arguments.of("(drop (i32.div_u (i32.const 1) (i32.const 0)))", Kind.INTEGER_DIVIDE_BY_ZERO),
                        Arguments.of("(drop (i64.rem_s (i64.const 1) (i64.const 0)))", Kind.INTEGER_DIVIDE_BY_ZERO),
                        Arguments.of("(drop (i32.trunc_f32_s (f32.const nan)))", Kind.INVALID_CONVERSION_TO_INTEGER),
                        Arguments.of("(drop (i64.trunc_f64_u (f64.const 1e300)))", Kind.INTEGER_OVERFLOW),
                        Arguments.of("(drop (i32.trunc_f64_s (f64.const -inf)))", Kind.INTEGER_OVERFLOW),
                        Arguments.of("(call $start)", Kind.CALL_STACK_EXHAUSTED))
                .flatMap(one -> Stream.of("chicory", "wasmtime")
                        .map(engine -> Arguments.of(engine, one.get()[0], one.get()[1])));
    }

    @ParameterizedTest
    @MethodSource("traps")
    void a_trap_has_the_same_name_on_every_engine(String engine, String code, Kind kind) throws Exception {
        assertEquals(kind, trap(engine, """
            (module
              (type $nothing (func))
              (type $number (func (result i32)))
              (memory 1)
              (table 2 funcref)
              (elem (i32.const 0) func $start)
              (data $bytes "ab")
              (func $start (export "_start") %s))
            """.formatted(code)));
    }

    @OnBothEngines
    void a_segment_that_does_not_fit_is_a_trap(String engine) throws Exception {
        assertEquals(Kind.MEMORY_OUT_OF_BOUNDS, trap(engine, "(module (memory 1) (data (i32.const 65535) \"ab\"))"));
        assertEquals(
                Kind.TABLE_OUT_OF_BOUNDS,
                trap(engine, "(module (table 1 funcref) (func $f) (elem (i32.const 1) func $f))"));
    }

    @OnBothEngines
    void a_trap_in_the_start_function_is_one_too(String engine) throws Exception {
        assertEquals(Kind.UNREACHABLE, trap(engine, "(module (func $f (unreachable)) (start $f))"));
    }

    private Kind trap(String engine, String text) throws Exception {
        Lab.Ended ended = lab.run(engine, lab.assemble(text), Quotas.DEFAULT, Lab.NO_IMPORTS, START);
        return assertInstanceOf(Outcome.Trapped.class, ended.outcome()).trap().kind();
    }

    private static final io.wasmrunner.runtime.run.Invocation START = new io.wasmrunner.runtime.run.Invocation.Start();

    @OnBothEngines
    void a_process_that_saw_a_stack_run_out_goes_on(String engine) throws Exception {
        var module = lab.assemble("""
            (module
              (func $deeper (export "deeper") (call $deeper))
              (func (export "seven") (result i32) (i32.const 7)))
            """);
        for (int i = 0; i < 3; i++) {
            Outcome deep = lab.run(engine, module, Quotas.DEFAULT, Lab.NO_IMPORTS, Lab.invoke("deeper"))
                    .outcome();
            assertEquals(
                    Kind.CALL_STACK_EXHAUSTED,
                    assertInstanceOf(Outcome.Trapped.class, deep).trap().kind());
            assertEquals(
                    new Outcome.Returned(List.of("7")),
                    lab.run(engine, module, Quotas.DEFAULT, Lab.NO_IMPORTS, Lab.invoke("seven"))
                            .outcome());
        }
    }
}
