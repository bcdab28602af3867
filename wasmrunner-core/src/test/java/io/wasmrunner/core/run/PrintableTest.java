package io.wasmrunner.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wasmrunner.runtime.guest.Printable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class PrintableTest {
    @Test
    void text_stays_as_it_is() {
        assertEquals(
                "plain text \u00e4 \u65e5\u672c \ud83d\ude00\tx",
                Printable.line("plain text \u00e4 \u65e5\u672c \ud83d\ude00\tx"));
        assertEquals("", Printable.line(""));
    }

    @Tag("attack-31")
    @Test
    void what_would_move_a_terminal_is_written_out() {
        assertEquals("\\x1b[31mred", Printable.line("\u001b[31mred"));
        assertEquals("\\x1b]0;title\\x07", Printable.line("\u001b]0;title\u0007"));
        assertEquals("\\x9b31m", Printable.line("\u009b31m"));
        assertEquals("\\x7f\\x08\\x00", Printable.line("\u007f\b\0"));
        assertEquals("a\\x0db", Printable.line("a\rb"));
    }

    @Test
    void one_line_stays_one_line() {
        assertEquals("a\\x0ab\\u2028c\\u2029d\\x85", Printable.line("a\nb\u2028c\u2029d\u0085"));
    }

    @Test
    void more_lines_are_indented() {
        assertEquals("a\n  wasmrunner: b\n  \\x1b", Printable.lines("a\nwasmrunner: b\r\n\u001b\n"));
    }

    @Test
    void text_cannot_turn_itself_around() {
        assertEquals("a\\u202eb\\u2066c\\u200fd\\u061c", Printable.line("a\u202eb\u2066c\u200fd\u061c"));
    }

    @Test
    void half_a_character_is_written_out() {
        assertEquals("\\ud800", Printable.line("\ud800"));
    }
}
