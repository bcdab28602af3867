package io.wasmrunner.registry.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestTest {
    private static final List<String> KNOWN = List.of("run", "inspect", "validate", "--timeout", "-m", "--memory");

    @Test
    void one_slip_of_each_kind_is_seen_through() {
        assertEquals(List.of("run"), Nearest.to("rnu", KNOWN));
        assertEquals(List.of("run"), Nearest.to("ruun", KNOWN));
        assertEquals(List.of("inspect"), Nearest.to("inspct", KNOWN));
        assertEquals(List.of("--memory"), Nearest.to("--nemory", KNOWN));
    }

    @Test
    void the_fewest_slips_win_and_a_tie_gives_all() {
        assertEquals(List.of("aab"), Nearest.to("aab", List.of("aaa", "aab", "abb")));
        assertEquals(List.of("aaa", "abb"), Nearest.to("aab", List.of("aaa", "abb", "bbbb")));
    }

    @Test
    void what_is_too_far_from_everything_has_no_suggestion() {
        assertEquals(List.of(), Nearest.to("frobnicate", KNOWN));
        assertEquals(List.of(), Nearest.to("x", KNOWN));
        assertEquals(List.of(), Nearest.to("-d", KNOWN));
        assertEquals(List.of(), Nearest.to("", KNOWN));
    }

    @Test
    void a_hint_ends_a_message() {
        assertEquals("; did you mean run?", Nearest.hint("rnu", KNOWN));
        assertEquals("; did you mean aaa or abb?", Nearest.hint("aab", List.of("aaa", "abb")));
        assertEquals("", Nearest.hint("frobnicate", KNOWN));
    }

    @Test
    void what_no_hand_types_is_compared_with_nothing() {
        assertEquals(List.of(), Nearest.to("x".repeat(101), List.of("x".repeat(100))));
    }
}
