package io.wasmrunner.runtime.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wasmrunner.sandbox.Errno;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArgumentFunctionsTest {
    private static Guest guest() {
        return new Guest(
                "",
                builder -> builder.arguments(List.of("app", "", "größe"))
                        .environment(List.of("A=1", "PATH=/bin:/usr/bin")));
    }

    @Test
    void arguments_arrive_as_pointers_to_nul_terminated_utf_8() {
        try (Guest guest = guest()) {
            guest.succeeds("args_sizes_get", 0, 4);
            assertEquals(3, guest.memory.getInt(0));
            assertEquals(4 + 1 + 8, guest.memory.getInt(4));

            guest.succeeds("args_get", 64, 128);

            assertEquals("app\0\0größe\0", guest.text(128, 13));
            assertEquals(128, guest.memory.getInt(64));
            assertEquals(132, guest.memory.getInt(68));
            assertEquals(133, guest.memory.getInt(72));
        }
    }

    @Test
    void the_environment_keeps_its_order() {
        try (Guest guest = guest()) {
            guest.succeeds("environ_sizes_get", 0, 4);
            assertEquals(2, guest.memory.getInt(0));
            assertEquals(4 + 19, guest.memory.getInt(4));

            guest.succeeds("environ_get", 64, 128);

            assertEquals("A=1\0PATH=/bin:/usr/bin\0", guest.text(128, 23));
            assertEquals(132, guest.memory.getInt(68));
        }
    }

    @Test
    void nothing_is_written_when_the_texts_do_not_fit() {
        try (Guest guest = guest()) {
            assertEquals(Errno.FAULT, guest.fails("args_get", 64, guest.memory.size() - 12));
            assertEquals(0, guest.memory.getInt(64));
        }
    }

    @Test
    void a_nul_in_an_argument_is_refused_before_the_guest_starts() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> new Guest("", builder -> builder.arguments(List.of("a\0b"))));

        assertEquals(
                "cannot give the guest the argument \"a\\0b\": it contains a NUL, which ends a text in the guest;"
                        + " remove it",
                e.getMessage());
    }
}
