package io.wasmrunner.runtime.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.guests.Guests;
import io.wasmrunner.runtime.module.ModuleInfo;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FuelTest {
    private static final byte[] WORK =
            Instrumenter.instrument(ModuleInfo.parse(Guests.wasm("work")), Instrumentation.NONE.withFuel());

    private static long used(Runner guest, String name, long... arguments) {
        guest.call(Control.SET_FUEL, 1_000_000);
        guest.call(name, arguments);
        return 1_000_000 - guest.one(Control.FUEL);
    }

    @ParameterizedTest
    @EnumSource
    void each_instruction_that_runs_costs_one(Runner.On on) {
        try (Runner guest = on.run(WORK)) {
            assertEquals(1, used(guest, "started"));
            // Three rounds of 12 instructions, then 3 up to the branch out and 1 behind it.
            assertEquals(3 * 12 + 3 + 1, used(guest, "sum", 3));
        }
    }

    @ParameterizedTest
    @EnumSource
    void bulk_work_costs_by_its_length(Runner.On on) {
        try (Runner guest = on.run(WORK)) {
            long small = used(guest, "bulk", 0);
            assertEquals(small + 2 * 8_000 / 8, used(guest, "bulk", 8_000));
            long few = used(guest, "tables", 0);
            assertEquals(few + 100, used(guest, "tables", 100));
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_endless_loop_ends_when_no_fuel_is_left(Runner.On on) {
        for (String name : new String[] {"forever", "fill_forever", "deep"}) {
            try (Runner guest = on.run(WORK)) {
                guest.call(Control.SET_FUEL, name.equals("deep") ? 300 : 100_000);
                assertThrows(RuntimeException.class, () -> guest.call(name), name);
                assertEquals(Control.STOP_FUEL, guest.one(Control.STOP), name);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void it_always_stops_at_the_same_place(Runner.On on) {
        for (int fuel = 0; fuel < 40; fuel++) {
            try (Runner guest = on.run(WORK)) {
                guest.call(Control.SET_FUEL, fuel);
                assertThrows(RuntimeException.class, () -> guest.call("count"));
                long left = guest.one(Control.FUEL);
                // Eight instructions a round, charged together.
                assertEquals(fuel % 8, left);
                guest.call(Control.SET_FUEL, 100);
                assertEquals(fuel / 8, guest.one("counted"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void exactly_enough_fuel_is_enough_and_one_less_is_not(Runner.On on) {
        long needed;
        try (Runner guest = on.run(WORK)) {
            needed = used(guest, "fib", 10);
            guest.call(Control.SET_FUEL, needed);
            assertEquals(55, guest.one("fib", 10));
            assertEquals(0, guest.one(Control.FUEL));
            guest.call(Control.SET_FUEL, needed - 1);
            assertThrows(RuntimeException.class, () -> guest.call("fib", 10));
            assertEquals(Control.STOP_FUEL, guest.one(Control.STOP));
        }
        // Of 177 calls, 89 run 5 instructions and 88 run 13.
        assertEquals(89 * 5 + 88 * 13, needed);
    }

    @ParameterizedTest
    @EnumSource
    void fuel_is_unlimited_until_it_is_set(Runner.On on) {
        try (Runner guest = on.run(WORK)) {
            assertEquals(Long.MAX_VALUE, guest.one(Control.FUEL));
            guest.call("sum", 1_000);
            assertTrue(guest.one(Control.FUEL) < Long.MAX_VALUE);
        }
    }

    /** Chicory alone has exceptions. Function 0 throws 42, and "c" catches it. */
    @Test
    void fuel_is_counted_through_an_exception() {
        byte[] module = HexFormat.of()
                .parseHex(
                        "0061736d01000000" // The types are () -> (), () -> i32 and (i32) -> ().
                                + "010c036000006000017f60017f00"
                                + "0303020001"
                                + "0d03010002" // One tag, of the third type; "c" is the second function.
                                + "07050101630001"
                                + "0a1902" // i32.const 42, throw; then block, try_table, call 0, end, i32.const 1, end
                                + "0600412a08000b"
                                + "1000027f1f400100000010000b41010b0b");
        byte[] counted = Instrumenter.instrument(ModuleInfo.parse(module), Instrumentation.NONE.withFuel());
        try (Runner guest = Runner.On.CHICORY_INTERPRETED.run(counted)) {
            guest.call(Control.SET_FUEL, 100);
            assertEquals(42, guest.one("c"));
            // call and i32.const of one block, i32.const and throw of the other: charged whole where it is entered.
            assertEquals(100 - 2 - 2, guest.one(Control.FUEL));
        }
    }
}
