package io.wasmrunner.runtime.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wasmrunner.sandbox.Errno;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ErrnoNumbersTest {
    @Test
    void every_errno_has_a_number_of_its_own_from_1_to_76() {
        int[] numbers = Arrays.stream(Errno.values())
                .mapToInt(ErrnoNumbers::of)
                .sorted()
                .toArray();

        assertEquals(Arrays.toString(IntStream.rangeClosed(1, 76).toArray()), Arrays.toString(numbers));
    }

    @Test
    void the_numbers_are_those_of_the_specification() {
        assertEquals(1, ErrnoNumbers.of(Errno.TOOBIG));
        assertEquals(2, ErrnoNumbers.of(Errno.ACCES));
        assertEquals(8, ErrnoNumbers.of(Errno.BADF));
        assertEquals(21, ErrnoNumbers.of(Errno.FAULT));
        assertEquals(28, ErrnoNumbers.of(Errno.INVAL));
        assertEquals(44, ErrnoNumbers.of(Errno.NOENT));
        assertEquals(57, ErrnoNumbers.of(Errno.NOTSOCK));
        assertEquals(58, ErrnoNumbers.of(Errno.NOTSUP));
        assertEquals(63, ErrnoNumbers.of(Errno.PERM));
        assertEquals(64, ErrnoNumbers.of(Errno.PIPE));
        assertEquals(70, ErrnoNumbers.of(Errno.SPIPE));
        assertEquals(76, ErrnoNumbers.of(Errno.NOTCAPABLE));
    }
}
