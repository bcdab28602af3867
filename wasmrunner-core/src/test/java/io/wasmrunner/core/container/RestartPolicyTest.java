package io.wasmrunner.core.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wasmrunner.runtime.WasmrunnerException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RestartPolicyTest {
    @Test
    void each_wait_is_twice_the_one_before_up_to_a_minute() {
        assertEquals(
                List.of(100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 12_800L, 25_600L, 51_200L, 60_000L, 60_000L),
                IntStream.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1_000_000)
                        .mapToObj(RestartPolicy::delay)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "no, true, 0, false",
        "always, false, 1000, true",
        "unless-stopped, false, 1000, true",
        "on-failure, false, 0, false",
        "on-failure, true, 1000, true",
        "on-failure:3, true, 2, true",
        "on-failure:3, true, 3, false",
        "on-failure:0, true, 1000, true"
    })
    void it_says_whether_a_guest_is_started_again(String policy, boolean failed, int inARow, boolean again) {
        assertEquals(again, RestartPolicy.parse(policy).restarts(failed, inARow));
    }

    @ParameterizedTest
    @CsvSource({
        "no, true, false, false",
        "always, false, true, true",
        "unless-stopped, true, false, true",
        "unless-stopped, false, true, false",
        "on-failure, true, false, true",
        "on-failure, false, false, false"
    })
    void it_says_what_is_started_when_the_machine_is_back(String policy, boolean live, boolean stopped, boolean again) {
        assertEquals(again, RestartPolicy.parse(policy).survivesReboot(live, stopped));
    }

    @Test
    void a_long_run_makes_the_next_restart_the_first() {
        LastRun shortRun = LastRun.of("", 0).ended(9_999, 1, "", false);
        LastRun longRun = LastRun.of("", 0).ended(10_000, 1, "", false);
        Restarts four = new Restarts(4, 4, false);

        assertEquals(new Restarts(5, 5, false), four.after(shortRun));
        assertEquals(new Restarts(5, 1, false), four.after(longRun));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "never", "always:3", "on-failure:", "on-failure:-1", "on-failure:x", "on-failure:99999999999"
            })
    void all_else_is_refused(String text) {
        assertThrows(WasmrunnerException.class, () -> RestartPolicy.parse(text));
    }
}
