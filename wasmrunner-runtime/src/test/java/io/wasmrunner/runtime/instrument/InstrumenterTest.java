package io.wasmrunner.runtime.instrument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.guests.Guests;
import io.wasmrunner.runtime.module.ModuleException;
import io.wasmrunner.runtime.module.ModuleInfo;
import io.wasmrunner.runtime.module.Section;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class InstrumenterTest {
    private static final Instrumentation EVERYTHING = Instrumentation.NONE
            .withMemoryPages(100)
            .withTableLimit(1_000)
            .withFuel()
            .withCallDepth()
            .withGrowthWatch();

    private static byte[] instrumented(String guest, Instrumentation wanted) {
        return Instrumenter.instrument(ModuleInfo.parse(Guests.wasm(guest)), wanted);
    }

    private static Stream<Arguments> enginesAndOptions() {
        return Stream.of(Runner.On.values())
                .flatMap(on -> Stream.of(
                                EVERYTHING,
                                Instrumentation.NONE.withFuel(),
                                Instrumentation.NONE.withCallDepth(),
                                Instrumentation.NONE.withGrowthWatch(),
                                Instrumentation.NONE.withMemoryPages(5))
                        .map(wanted -> Arguments.of(on, wanted)));
    }

    @ParameterizedTest
    @MethodSource("enginesAndOptions")
    void an_instrumented_module_computes_the_same(Runner.On on, Instrumentation wanted) {
        try (Runner plain = on.run(Guests.wasm("work"));
                Runner changed = on.run(instrumented("work", wanted))) {
            changed.call(Control.START);
            same(plain, changed, "started");
            same(plain, changed, "fib", 15);
            same(plain, changed, "sum", 1_000);
            for (int i = 0; i < 13; i++) {
                same(plain, changed, "early", i, i % 3 + 1);
                same(plain, changed, "choose", i);
                same(plain, changed, "label", i);
                same(plain, changed, "collatz", i * 27L);
            }
            same(plain, changed, "swap", 3, 1L << 40);
            same(plain, changed, "bulk", 1_000);
            same(plain, changed, "tables", 5);
            same(plain, changed, "mandel", Double.doubleToRawLongBits(0.3), Double.doubleToRawLongBits(0.5));
            same(plain, changed, "even", 301);
            same(plain, changed, "grow", 2);
            same(plain, changed, "grow_table", 3);
        }
    }

    private static void same(Runner plain, Runner changed, String name, long... arguments) {
        assertArrayEquals(plain.call(name, arguments), changed.call(name, arguments), name);
    }

    @ParameterizedTest
    @EnumSource
    void the_start_function_waits_for_the_host(Runner.On on) {
        try (Runner guest = on.run(instrumented("work", Instrumentation.NONE.withMemoryPages(5)))) {
            assertEquals(0, guest.one("started"));
            guest.call(Control.START);
            assertEquals(7, guest.one("started"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_trap_of_the_guest_itself_has_no_reason_of_ours(Runner.On on) {
        try (Runner guest = on.run(instrumented("work", EVERYTHING))) {
            assertThrows(RuntimeException.class, () -> guest.call("trap"));
            assertEquals(Control.STOP_NONE, guest.one(Control.STOP));
        }
    }

    @Test
    void nothing_wanted_gives_the_bytes_themselves() {
        ModuleInfo module = ModuleInfo.parse(Guests.wasm("work"));
        assertSame(module.binary().bytes(), Instrumenter.instrument(module, Instrumentation.NONE));
    }

    @Test
    void the_same_options_give_the_same_bytes_and_key() {
        assertArrayEquals(instrumented("work", EVERYTHING), instrumented("work", EVERYTHING));
        assertEquals("v1-m6553600-t1000-fuel-depth-growth", EVERYTHING.key());
        assertEquals("v1-m0-t0", Instrumentation.NONE.key());
    }

    @Test
    void an_empty_module_can_be_instrumented() {
        byte[] empty = {0, 'a', 's', 'm', 1, 0, 0, 0};
        byte[] changed = Instrumenter.instrument(ModuleInfo.parse(empty), EVERYTHING);
        try (Runner guest = Runner.On.WASMTIME.run(changed)) {
            guest.call(Control.SET_FUEL, 12);
            assertEquals(12, guest.one(Control.FUEL));
        }
    }

    @Test
    void new_sections_come_before_the_names() {
        byte[] named = {0, 'a', 's', 'm', 1, 0, 0, 0, 0, 5, 4, 'n', 'a', 'm', 'e'};
        ModuleInfo changed = ModuleInfo.parse(Instrumenter.instrument(ModuleInfo.parse(named), EVERYTHING));
        assertEquals(
                List.of("type", "function", "global", "export", "code", "name"),
                changed.sections().stream().map(Section::name).toList());
    }

    @Test
    void a_module_is_not_instrumented_twice() {
        byte[] once = instrumented("work", Instrumentation.NONE.withFuel());
        ModuleException refused =
                assertThrows(ModuleException.class, () -> Instrumenter.instrument(ModuleInfo.parse(once), EVERYTHING));
        assertTrue(refused.getMessage().contains("\"wasmrunner:stop\""), refused::getMessage);
    }

    @Test
    void names_stay_and_what_is_for_linkers_goes() {
        byte[] plain = Guests.wasm("work");
        byte[] custom = {0, 8, 7, 'l', 'i', 'n', 'k', 'i', 'n', 'g', 0, 9, 8, '.', 'd', 'e', 'b', 'u', 'g', '_', 'x'};
        byte[] both = new byte[plain.length + custom.length];
        System.arraycopy(plain, 0, both, 0, plain.length);
        System.arraycopy(custom, 0, both, plain.length, custom.length);
        assertEquals(List.of("name", ".debug_x"), customs(both, Instrumentation.NONE.withMemoryPages(9)));
        assertEquals(List.of("name"), customs(both, EVERYTHING));
    }

    private static List<String> customs(byte[] bytes, Instrumentation wanted) {
        ModuleInfo changed = ModuleInfo.parse(Instrumenter.instrument(ModuleInfo.parse(bytes), wanted));
        assertEquals("fib", changed.functionName(4).orElseThrow());
        return changed.sections().stream()
                .filter(section -> section.kind() == io.wasmrunner.runtime.module.SectionKind.CUSTOM)
                .map(Section::name)
                .toList();
    }

    @Test
    void any_damage_is_refused_or_instrumented() {
        int done = 0;
        for (String guest : List.of("work", "features", "later")) {
            byte[] whole = Guests.wasm(guest);
            for (int seed = 0; seed < 2_500; seed++) {
                done += instrumentOrRefuse(Guests.damaged(whole, seed)) ? 1 : 0;
            }
        }
        assertTrue(done > 500, () -> "too little damage gets through to be a test");
    }

    /** Whether it worked; any other error than the documented ones fails the test. */
    private static boolean instrumentOrRefuse(byte[] bytes) {
        try {
            Instrumentation wanted = EVERYTHING;
            ModuleInfo.parse(Instrumenter.instrument(ModuleInfo.parse(bytes), wanted))
                    .features();
            return true;
        } catch (ModuleException | LimitExceededAtStartException | UnsupportedFeatureException e) {
            return false;
        }
    }
}
