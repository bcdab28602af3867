package io.wasmrunner.sandbox.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class MemoryStreamsTest {
    private static Errno errno(Executable operation) {
        return assertThrows(ErrnoException.class, operation).errno();
    }

    @Test
    void input_gives_its_bytes_and_then_ends() {
        byte[] source = {1, 2, 3};
        HostStream input = MemoryStreams.input(source);
        source[0] = 9;
        byte[] got = new byte[4];
        assertEquals(3, input.available());
        assertEquals(2, input.read(got, 1, 2));
        assertArrayEquals(new byte[] {0, 1, 2, 0}, got);
        assertEquals(1, input.read(got, 0, 4));
        assertTrue(input.readable());
        assertEquals(0, input.read(got, 0, 4));
        assertEquals(Errno.BADF, errno(() -> input.write(got, 0, 1)));
    }

    @Test
    void output_is_kept_up_to_its_limit() {
        MemoryStreams.Output output = MemoryStreams.output(5);
        assertEquals(3, output.write(new byte[] {'a', 'b', 'c'}, 0, 3));
        assertEquals(2, output.write(new byte[] {'d', 'e', 'f'}, 0, 3));
        assertEquals(Errno.NOSPC, errno(() -> output.write(new byte[] {'g'}, 0, 1)));
        assertEquals("abcde", output.text());
        assertEquals(Errno.BADF, errno(() -> output.read(new byte[1], 0, 1)));
    }

    @Test
    void a_closed_stream_says_bad_descriptor() {
        HostStream input = MemoryStreams.empty();
        input.close();
        assertEquals(Errno.BADF, errno(() -> input.read(new byte[1], 0, 1)));
        MemoryStreams.Output output = MemoryStreams.output(5);
        output.close();
        assertEquals(Errno.BADF, errno(() -> output.write(new byte[1], 0, 1)));
    }
}
