package io.wasmrunner.runtime.engine.wasmtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wasmrunner.runtime.engine.TrapException;
import org.junit.jupiter.api.Test;

final class LeftBehindTest {
    private static final int PARAMETERS = 3;
    private static final int EACH = LeftBehind.CALL + PARAMETERS * LeftBehind.PARAMETER;

    private final LeftBehind leftBehind = new LeftBehind(1234L * EACH);

    private void add(int calls) {
        for (int i = 0; i < calls; i++) {
            leftBehind.add(PARAMETERS);
        }
    }

    @Test
    void the_call_that_is_too_much_traps_and_says_what_to_do() {
        add(1234);

        TrapException trap = assertThrows(TrapException.class, () -> add(1));

        assertEquals(
                "after 1,235 host calls, for each of which this engine keeps memory until the guest ends;"
                        + " run it with --engine chicory",
                trap.getMessage());
    }

    @Test
    void a_guest_that_returned_starts_from_nothing() {
        add(1234);
        leftBehind.free();

        add(1234);

        assertThrows(TrapException.class, () -> add(1));
    }
}
