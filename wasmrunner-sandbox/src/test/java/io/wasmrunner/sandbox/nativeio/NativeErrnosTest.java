package io.wasmrunner.sandbox.nativeio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NativeErrnosTest {
    @Test
    void every_errno_but_wasis_own_has_a_number_of_its_own() {
        Set<Errno> seen = EnumSet.noneOf(Errno.class);
        for (int number = 1; number < 200; number++) {
            Errno errno = NativeErrnos.of(number);
            assertTrue(seen.add(errno) || errno == Errno.IO, () -> errno + " has two numbers");
        }
        assertEquals(EnumSet.of(Errno.NOTCAPABLE), EnumSet.complementOf(EnumSet.copyOf(seen)));
    }

    @Test
    void the_numbers_are_linuxs() {
        assertEquals(Errno.NOENT, NativeErrnos.of(2));
        assertEquals(Errno.NAMETOOLONG, NativeErrnos.of(36));
        assertEquals(Errno.LOOP, NativeErrnos.of(40));
        assertEquals(Errno.DQUOT, NativeErrnos.of(122));
    }

    @Test
    void an_unknown_number_is_an_io_error() {
        assertEquals(Errno.IO, NativeErrnos.of(4095));
        assertEquals(Errno.IO, NativeErrnos.of(41));
        assertEquals(Errno.IO, NativeErrnos.of(-1));
    }

    @Test
    void a_negative_result_is_thrown_and_any_other_handed_on() {
        assertEquals(7, NativeErrnos.check(7));
        assertEquals(1L << 40, NativeErrnos.check(1L << 40));
        assertEquals(
                Errno.ACCES,
                assertThrows(ErrnoException.class, () -> NativeErrnos.check(-13))
                        .errno());
    }
}
