package io.wasmrunner.runtime.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wasmrunner.runtime.guests.Guests;
import io.wasmrunner.runtime.module.Feature;
import io.wasmrunner.runtime.module.ModuleInfo;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CallDepthTest {

    private static byte[] counting(String guest) {
        return Instrumenter.instrument(ModuleInfo.parse(Guests.wasm(guest)), Instrumentation.NONE.withCallDepth());
    }

    @ParameterizedTest
    @EnumSource
    void calls_may_nest_as_deep_as_allowed_and_not_deeper(Runner.On on) {
        try (Runner guest = on.run(counting("work"))) {
            guest.call(Control.SET_CALL_DEPTH, 51);
            assertEquals(1, guest.one("even", 50));
            assertEquals(0, guest.one(Control.STOP));
            assertThrows(RuntimeException.class, () -> guest.call("even", 51));
            assertEquals(Control.STOP_CALL_DEPTH, guest.one(Control.STOP));
        }
    }

    @ParameterizedTest
    @EnumSource
    void endless_recursion_ends(Runner.On on) {
        try (Runner guest = on.run(counting("work"))) {
            guest.call(Control.SET_CALL_DEPTH, 200);
            assertThrows(RuntimeException.class, () -> guest.call("deep"));
            assertEquals(Control.STOP_CALL_DEPTH, guest.one(Control.STOP));
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_way_out_gives_the_call_back(Runner.On on) {
        try (Runner guest = on.run(counting("work"))) {
            guest.call(Control.SET_CALL_DEPTH, 12);
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < 13; i++) {
                    guest.call("early", i, i % 3 + 1);
                    guest.call("choose", i);
                    guest.call("label", i);
                }
                assertEquals(55, guest.one("fib", 10));
            }
            assertEquals(0, guest.one(Control.STOP));
        }
    }

    @Test
    void tail_calls_do_not_nest() {
        try (Runner guest = Runner.On.CHICORY_INTERPRETED.run(counting("tail"))) {
            guest.call(Control.SET_CALL_DEPTH, 2);
            assertEquals(42, guest.one("down", 1_000));
            assertEquals(42, guest.one("down", 1_000));
        }
    }

    @Test
    void depth_cannot_be_counted_where_exceptions_are_caught() {
        UnsupportedFeatureException refused = assertThrows(UnsupportedFeatureException.class, () -> counting("later"));
        assertEquals(Feature.LEGACY_EXCEPTIONS, refused.feature());
        assertEquals(
                "the call depth limit cannot be kept in a module that uses legacy exceptions"
                        + " (try, catch and delegate of the older proposal); run it without that limit",
                refused.getMessage());
    }

    @Test
    void depth_cannot_be_counted_where_a_result_is_a_typed_reference() {
        // One function of type () -> (ref null func), which calls itself.
        byte[] bytes =
                HexFormat.of().parseHex("0061736d01000000" + "0106016000016370" + "03020100" + "0a0601040010000b");
        UnsupportedFeatureException refused = assertThrows(
                UnsupportedFeatureException.class,
                () -> Instrumenter.instrument(ModuleInfo.parse(bytes), Instrumentation.NONE.withCallDepth()));
        assertEquals(Feature.FUNCTION_REFERENCES, refused.feature());
    }
}
