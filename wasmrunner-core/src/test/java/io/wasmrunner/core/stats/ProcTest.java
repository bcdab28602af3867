package io.wasmrunner.core.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.guest.GuestUsage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ProcTest {
    private static final String STAT =
            "4711 (a) (b c) S 12 4711 4711 0 -1 4194304 1 2 3 4 55 66 0 0 20 0 13 0 987654 1 2 3";

    private static Sample sample(long seconds, long ticks, long calls) {
        GuestUsage guest = new GuestUsage(0, 0, 0, 0, new TreeMap<>(Map.of("fd_write", calls)));
        return new Sample(seconds * 1_000_000_000, ticks, 0, 1, -1, -1, guest);
    }

    @Test
    void a_name_with_spaces_and_parentheses_does_not_shift_the_fields() {
        assertEquals("a) (b c", Proc.name(STAT));
        assertEquals(12, Proc.field(STAT, 4));
        assertEquals(55, Proc.field(STAT, 14));
        assertEquals(987_654, Proc.field(STAT, 22));
        assertEquals(-1, Proc.field(STAT, 99));
        assertEquals(-1, Proc.field("", 4));
    }

    @Test
    void a_line_is_found_by_its_whole_name() {
        String status = "VmRSSX:\t1 kB\nVmRSS:\t   90624 kB\nNSpid:\t15328\t1\n";
        assertEquals(90_624, Proc.number(status, "VmRSS"));
        assertEquals("15328\t1", Proc.line(status, "NSpid"));
        assertEquals(-1, Proc.number(status, "Threads"));
    }

    @Test
    void children_and_threads_are_those_the_kernel_has() throws IOException, InterruptedException {
        long self = ProcessHandle.current().pid();
        Process child = new ProcessBuilder("cat").start();
        try {
            assertTrue(Proc.childrenOf(self).contains(child.pid()));
            assertEquals(List.of(child.pid()), Proc.threadsOf(child.pid()));
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertEquals(List.of(), Proc.threadsOf(child.pid()));
    }

    @Test
    void rates_are_those_between_two_samples() {
        Sample before = sample(10, 100, 1000);
        Sample now = sample(12, 400, 5000);
        assertEquals(150, now.processor(before), 0.001);
        assertEquals(2000, now.calls(before), 0.001);
        assertEquals(0, now.processor(now), 0.001);
    }
}
