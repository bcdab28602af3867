package io.wasmrunner.sandbox.fs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.Errno;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuestPathTest {
    @Test
    void a_path_is_taken_apart_at_its_last_component() {
        GuestPath path = GuestPath.of("a//b/./c");
        assertEquals("a//b/./", path.parent());
        assertEquals("c", path.last());
        assertEquals(List.of("a", "b", ".", "c"), path.components());
        assertFalse(path.trailingSlash());
        assertEquals(".", GuestPath.of("c").parent());
    }

    @Test
    void slashes_at_the_end_belong_to_the_last_component() {
        GuestPath path = GuestPath.of("a/b//");
        assertEquals("a/", path.parent());
        assertEquals("b", path.last());
        assertEquals("b//", path.lastWithSlashes());
        assertTrue(path.trailingSlash());
    }

    @Test
    void dots_at_the_end_are_seen_through_slashes() {
        assertTrue(GuestPath.of("..").endsInDots());
        assertTrue(GuestPath.of("a/../").endsInDots());
        assertTrue(GuestPath.of("a/.").endsInDots());
        assertFalse(GuestPath.of("a/...").endsInDots());
        assertFalse(GuestPath.of("../a").endsInDots());
    }

    @Test
    void text_crosses_to_c_as_utf_8_with_a_nul() {
        assertArrayEquals(new byte[] {'a', (byte) 0xc3, (byte) 0xa9, 0}, GuestPath.cString("aé"));
        assertEquals(5, GuestPath.cString("\ud83d\ude00").length);
        Failures.fails(Errno.ILSEQ, () -> GuestPath.cString("\ud83d"));
    }

    @Test
    void the_longest_path_is_4095_bytes_not_characters() {
        assertEquals(4095, GuestPath.of("a".repeat(4095)).text().length());
        Failures.fails(Errno.NAMETOOLONG, () -> GuestPath.of("a".repeat(4096)));
        Failures.fails(Errno.NAMETOOLONG, () -> GuestPath.of("é".repeat(2048)));
    }
}
