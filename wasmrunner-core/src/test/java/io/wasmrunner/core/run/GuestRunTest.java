package io.wasmrunner.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.core.lab.LabExtension;
import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.engine.GuestExitException;
import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.runtime.engine.HostFunction;
import io.wasmrunner.runtime.engine.HostFunctions;
import io.wasmrunner.runtime.engine.MemoryFaultException;
import io.wasmrunner.runtime.engine.TrapException;
import io.wasmrunner.runtime.guest.ModuleCompiler;
import io.wasmrunner.runtime.module.LoadedModule;
import io.wasmrunner.runtime.run.GuestRun;
import io.wasmrunner.runtime.run.Invocation;
import io.wasmrunner.runtime.run.InvocationException;
import io.wasmrunner.runtime.run.Outcome;
import io.wasmrunner.runtime.wasi.Wasi;
import io.wasmrunner.runtime.wasi.WasiConfig;
import io.wasmrunner.sandbox.io.HostPoller;
import io.wasmrunner.sandbox.io.HostStream;
import io.wasmrunner.sandbox.io.MemoryStreams;
import io.wasmrunner.sandbox.quota.Quota;
import io.wasmrunner.sandbox.quota.Quotas;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LabExtension.class)
final class GuestRunTest {
    private static final Invocation START = new Invocation.Start();
    private static final long TENTH = 100_000_000;
    private static final String CALLER = """
        (module (import "host" "call" (func $call)) (memory (export "memory") 1)
          (func (export "_start") (call $call)))
        """;

    private final Lab lab;

    GuestRunTest(Lab lab) {
        this.lab = lab;
    }

    private static Quotas quotas(long memory, long wallTime, long fuel, long callDepth) {
        return new Quotas(memory, wallTime, fuel, 0, 0, 0, 0, 0, callDepth);
    }

    private LoadedModule example(String name) throws Exception {
        return lab.load(Files.readAllBytes(Lab.EXAMPLES.resolve(name + ".wasm")));
    }

    /** Everything imported is this. */
    private static HostFunctions host(HostFunction.Body body) {
        return (module, name) ->
                Optional.of(new HostFunction(module, name, new FunctionType(List.of(), List.of()), body));
    }

    private static Wasi wasi(HostStream stdin) {
        return new Wasi(WasiConfig.builder(
                        stdin, MemoryStreams.output(1 << 16), MemoryStreams.output(1 << 16), new HostPoller())
                .build());
    }

    @OnBothEngines
    void a_loop_is_stopped_when_its_time_is_over(String engine) throws Exception {
        Lab.Ended ended = lab.run(engine, example("limits/loop"), quotas(0, TENTH, 0, 0), Lab.NO_IMPORTS, START);

        assertEquals(new Outcome.Stopped(Quota.WALL_TIME, TENTH), ended.outcome());
        assertFalse(ended.stillRunning());
    }

    @OnBothEngines
    void a_loop_with_fuel_is_stopped_by_whichever_ends_first(String engine) throws Exception {
        assertEquals(
                new Outcome.Stopped(Quota.WALL_TIME, TENTH),
                lab.run(engine, example("limits/loop"), quotas(0, TENTH, 1L << 60, 0), Lab.NO_IMPORTS, START)
                        .outcome());
        assertEquals(
                new Outcome.Stopped(Quota.FUEL, 1000),
                lab.run(engine, example("limits/loop"), quotas(0, 60_000_000_000L, 1000, 0), Lab.NO_IMPORTS, START)
                        .outcome());
    }

    @OnBothEngines
    void a_sleeper_is_woken_when_its_time_is_over(String engine) throws Exception {
        try (Wasi wasi = wasi(MemoryStreams.empty())) {
            Lab.Ended ended = lab.run(engine, example("limits/sleep"), quotas(0, TENTH, 0, 0), wasi, START);

            assertEquals(new Outcome.Stopped(Quota.WALL_TIME, TENTH), ended.outcome());
            assertFalse(ended.stillRunning());
        }
    }

    @OnBothEngines
    void a_reader_is_stopped_when_its_time_is_over(String engine) throws Exception {
        try (Wasi wasi = wasi(new SilentStream(true))) {
            Lab.Ended ended = lab.run(engine, example("limits/stdin"), quotas(0, TENTH, 0, 0), wasi, START);

            assertEquals(new Outcome.Stopped(Quota.WALL_TIME, TENTH), ended.outcome());
            assertFalse(ended.stillRunning());
        }
    }

    @OnBothEngines
    void a_guest_stuck_in_the_host_is_left_behind(String engine) throws Exception {
        SilentStream stuck = new SilentStream(false);
        Lab.Ended ended = lab.run(engine, example("limits/stdin"), quotas(0, TENTH, 0, 0), wasi(stuck), START);

        assertEquals(new Outcome.Stopped(Quota.WALL_TIME, TENTH), ended.outcome());
        assertTrue(ended.stillRunning());
        stuck.close();
    }

    @OnBothEngines
    void another_thread_can_stop_a_guest(String engine) throws Exception {
        LoadedModule module = lab.assemble("""
            (module (import "host" "call" (func $call)) (func (export "_start") (call $call) (loop (br 0))))
            """);
        CountDownLatch running = new CountDownLatch(1);
        Quotas quotas = quotas(0, 600_000_000_000L, 0, 0);
        try (ModuleCompiler.Compiled compiled = lab.compile(engine, module, quotas)) {
            GuestRun run = new GuestRun(
                    compiled.module(),
                    module.info(),
                    compiled.instrumentation(),
                    host((memory, arguments) -> {
                        running.countDown();
                        return 0;
                    }),
                    quotas);
            Thread stopper = new Thread(() -> {
                try {
                    running.await();
                    run.stop();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            stopper.start();

            assertEquals(new Outcome.Interrupted(), run.run(START));
            stopper.join();
        }
    }

    @OnBothEngines
    void what_a_host_function_throws_comes_out_as_it_is(String engine) throws Exception {
        LoadedModule module = lab.assemble(CALLER);
        RuntimeException mine = new IllegalStateException("mine");
        Error fatal = new AssertionError("fatal");

        assertSame(
                mine,
                assertThrows(
                        IllegalStateException.class,
                        () -> lab.run(engine, module, Quotas.DEFAULT, throwing(mine), START)));
        assertSame(
                fatal,
                assertThrows(
                        AssertionError.class, () -> lab.run(engine, module, Quotas.DEFAULT, throwing(fatal), START)));
        assertEquals(
                new Outcome.Exited(7),
                lab.run(engine, module, Quotas.DEFAULT, throwing(new GuestExitException(7)), START)
                        .outcome());
        assertEquals(
                new Outcome.OutOfHostMemory(),
                lab.run(engine, module, Quotas.DEFAULT, throwing(new OutOfMemoryError()), START)
                        .outcome());
    }

    private static HostFunctions throwing(Throwable thrown) {
        return host((memory, arguments) -> {
            switch (thrown) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalArgumentException(thrown);
            }
        });
    }

    @OnBothEngines
    void a_pointer_that_the_host_cannot_follow_is_a_trap(String engine) throws Exception {
        HostFunctions follow = host((memory, arguments) -> memory.getInt(65_533));

        Outcome outcome = lab.run(engine, lab.assemble(CALLER), Quotas.DEFAULT, follow, START)
                .outcome();

        assertEquals(
                TrapException.Kind.MEMORY_OUT_OF_BOUNDS,
                assertInstanceOf(Outcome.Trapped.class, outcome).trap().kind());
    }

    @OnBothEngines
    void the_host_sees_exactly_the_guests_memory(String engine) throws Exception {
        LoadedModule module = lab.assemble("""
            (module (import "host" "call" (func $call)) (memory (export "memory") 1 3)
              (data (i32.const 65535) "\\ff")
              (func (export "_start") (call $call) (drop (memory.grow (i32.const 1))) (call $call)))
            """);
        AtomicReference<AssertionError> wrong = new AtomicReference<>();
        long[] expected = {65_536};
        lab.run(
                engine,
                module,
                Quotas.DEFAULT,
                host((memory, arguments) -> {
                    try {
                        check(memory, expected[0]);
                    } catch (AssertionError e) {
                        wrong.compareAndSet(null, e);
                    }
                    expected[0] += 65_536;
                    return 0;
                }),
                START);

        if (wrong.get() != null) {
            throw wrong.get();
        }
        assertEquals(3 * 65_536, expected[0]);
    }

    private static void check(GuestMemory memory, long size) {
        assertEquals(size, memory.size());
        assertEquals(255, memory.getByte(65_535));
        memory.putLong(size - 8, 0x1122334455667788L);
        assertEquals(0x88, memory.getByte(size - 8));
        assertEquals(0x7788, memory.getShort(size - 8));
        assertEquals(0x55667788, memory.getInt(size - 8));
        byte[] bytes = new byte[4];
        memory.read(size - 4, bytes, 1, 3);
        assertEquals(0x44, bytes[1]);
        memory.write(size - 2, new byte[] {9, 8, 7}, 1, 2);
        assertEquals(0x0708, memory.getShort(size - 2));
        for (long address : new long[] {size - 7, size, -1, -8, 1L << 32, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThrows(MemoryFaultException.class, () -> memory.getLong(address));
            assertThrows(MemoryFaultException.class, () -> memory.putLong(address, 0));
        }
        assertThrows(MemoryFaultException.class, () -> memory.getByte(size));
        assertThrows(MemoryFaultException.class, () -> memory.putShort(size - 1, 0));
        assertThrows(MemoryFaultException.class, () -> memory.putInt(size - 3, 0));
        assertThrows(MemoryFaultException.class, () -> memory.read(size - 3, bytes, 0, 4));
        assertThrows(MemoryFaultException.class, () -> memory.write(size, bytes, 0, 1));
        assertThrows(MemoryFaultException.class, () -> memory.check(0, size + 1));
        assertThrows(MemoryFaultException.class, () -> memory.check(0, -1));
        memory.check(size, 0);
        memory.putByte(65_535, 255);
    }

    @OnBothEngines
    void a_guest_without_a_memory_has_an_empty_one(String engine) throws Exception {
        LoadedModule module = lab.assemble("""
            (module (import "host" "call" (func $call)) (func (export "_start") (call $call)))
            """);
        long[] size = {-1};

        lab.run(engine, module, Quotas.DEFAULT, host((memory, arguments) -> size[0] = memory.size()), START);

        assertEquals(0, size[0]);
    }

    @OnBothEngines
    void a_second_instance_sees_nothing_of_the_first(String engine) throws Exception {
        LoadedModule module = lab.assemble("""
            (module (memory 1) (global $g (mut i32) (i32.const 5)) (table 1 funcref) (elem declare func $f)
              (func $f (export "leave") (result i32)
                (global.set $g (i32.const 6))
                (table.set (i32.const 0) (ref.func $f))
                (drop (memory.grow (i32.const 1)))
                (drop (table.grow (ref.null func) (i32.const 1)))
                (i32.store (i32.const 8) (i32.const 7))
                (call $look))
              (func $look (export "look") (result i32)
                (i32.add (i32.load (i32.const 8)) (i32.add (i32.mul (i32.const 10) (global.get $g))
                  (i32.add (i32.mul (i32.const 100) (ref.is_null (table.get (i32.const 0))))
                    (i32.add (i32.mul (i32.const 1000) (memory.size)) (i32.mul (i32.const 10000) (table.size))))))))
            """);
        try (ModuleCompiler.Compiled compiled = lab.compile(engine, module, Quotas.DEFAULT)) {
            assertEquals(List.of("22067"), call(compiled, module, "leave"));
            assertEquals(List.of("11150"), call(compiled, module, "look"));
        }
    }

    private static List<String> call(ModuleCompiler.Compiled compiled, LoadedModule module, String name)
            throws InterruptedException {
        Outcome outcome = Lab.run(compiled, module, Quotas.DEFAULT, Lab.NO_IMPORTS, Lab.invoke(name))
                .outcome();
        return assertInstanceOf(Outcome.Returned.class, outcome).values();
    }

    @OnBothEngines
    void memory_and_tables_that_were_denied_are_noted(String engine) throws Exception {
        LoadedModule module = lab.assemble("""
            (module (memory 1) (table 1 funcref)
              (func (export "memory") (result i32) (memory.grow (i32.const 100)))
              (func (export "table") (result i32) (table.grow (ref.null func) (i32.const 100)))
              (func (export "none") (result i32) (memory.grow (i32.const 1))))
            """);
        Quotas small = new Quotas(10 * 65_536, 0, 0, 0, 0, 0, 0, 10, 0);

        for (String name : List.of("memory", "table", "none")) {
            Lab.Ended ended = lab.run(engine, module, small, Lab.NO_IMPORTS, Lab.invoke(name));
            assertEquals(new Outcome.Returned(List.of(name.equals("none") ? "1" : "-1")), ended.outcome());
            assertEquals(name.equals("memory"), ended.counters().memoryDenied());
            assertEquals(name.equals("table"), ended.counters().tableDenied());
        }
    }

    @Test
    void fuel_is_used_alike_on_every_engine() throws Exception {
        for (String argument : List.of("0", "1", "40", "90")) {
            Lab.Ended chicory = fib("chicory", argument);
            assertTrue(chicory.counters().fuelLeft().orElseThrow() < 1_000_000);
            assertEquals(chicory, fib("wasmtime", argument));
        }
    }

    private Lab.Ended fib(String engine, String argument) throws Exception {
        return lab.run(
                engine, example("abi/math"), quotas(0, 0, 1_000_000, 0), Lab.NO_IMPORTS, Lab.invoke("fib", argument));
    }

    @OnBothEngines
    void the_last_instruction_that_fuel_pays_for_is_the_last_one_done(String engine) throws Exception {
        OptionalLong left = fib(engine, "10").counters().fuelLeft();
        long needed = 1_000_000 - left.orElseThrow();

        assertEquals(
                new Outcome.Returned(List.of("55")),
                lab.run(engine, example("abi/math"), quotas(0, 0, needed, 0), Lab.NO_IMPORTS, Lab.invoke("fib", "10"))
                        .outcome());
        assertEquals(
                new Outcome.Stopped(Quota.FUEL, needed - 1),
                lab.run(
                                engine,
                                example("abi/math"),
                                quotas(0, 0, needed - 1, 0),
                                Lab.NO_IMPORTS,
                                Lab.invoke("fib", "10"))
                        .outcome());
    }

    @OnBothEngines
    void calls_may_nest_as_deep_as_allowed(String engine) throws Exception {
        LoadedModule module = lab.assemble("""
            (module (func $f (export "f") (param i32) (result i32)
              (if (result i32) (local.get 0)
                (then (i32.add (i32.const 1) (call $f (i32.sub (local.get 0) (i32.const 1)))))
                (else (i32.const 0)))))
            """);

        assertEquals(
                new Outcome.Returned(List.of("9")),
                lab.run(engine, module, quotas(0, 0, 0, 10), Lab.NO_IMPORTS, Lab.invoke("f", "9"))
                        .outcome());
        assertEquals(
                new Outcome.Stopped(Quota.CALL_DEPTH, 10),
                lab.run(engine, module, quotas(0, 0, 0, 10), Lab.NO_IMPORTS, Lab.invoke("f", "10"))
                        .outcome());
    }

    @OnBothEngines
    void what_cannot_be_invoked_is_said_before_anything_runs(String engine) throws Exception {
        LoadedModule module = lab.assemble(CALLER);
        HostFunctions never = throwing(new AssertionError("it ran"));

        assertThrows(
                InvocationException.class, () -> lab.run(engine, module, Quotas.DEFAULT, never, Lab.invoke("missing")));
        assertThrows(
                InvocationException.class,
                () -> lab.run(engine, module, Quotas.DEFAULT, never, Lab.invoke("_start", "1")));
    }
}
