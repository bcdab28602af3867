package io.wasmrunner.runtime.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.engine.TrapException;
import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.Violation;
import io.wasmrunner.sandbox.policy.NamedPolicy;
import io.wasmrunner.sandbox.policy.Policy;
import io.wasmrunner.sandbox.policy.PolicyText;
import io.wasmrunner.sandbox.quota.QuotaExceededException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A guest under a policy. */
final class PolicyTest {
    private static Guest under(String... pairs) {
        Map<String, String> text = new java.util.HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            text.put(pairs[i], pairs[i + 1]);
        }
        Policy policy = PolicyText.read(text);
        return new Guest(
                "",
                builder -> builder.policy(policy)
                        .environment(List.of("PATH=/bin", "SECRET=x", "HOME=/root"))
                        .meters(Guest.limits(1_000, 0, 0)));
    }

    private static List<String> attempts(Guest guest) {
        return guest.violations.first().stream()
                .map(v -> v.kind() + " " + v.operation() + " " + v.target() + ": " + v.reason())
                .toList();
    }

    @Test
    void a_denied_call_fails_and_is_recorded_with_its_rule() {
        try (Guest guest = under("calls.deny", "random_*,sock_*")) {
            assertEquals(Errno.PERM, guest.fails("random_get", 32, 8));
            assertEquals(Errno.PERM, guest.fails("sock_shutdown", 3, 1));
            guest.succeeds("sched_yield");

            assertEquals(
                    List.of(
                            "host-call random_get : the policy denies it: calls.deny \"random_*\"",
                            "host-call sock_shutdown : the policy denies it: calls.deny \"sock_*\""),
                    attempts(guest));
        }
    }

    @Test
    void what_no_list_allows_is_denied() {
        try (Guest guest = under("calls.allow", "clock_*,fd_*&*_get")) {
            guest.succeeds("clock_time_get", 0, 1, 32);
            assertEquals(Errno.PERM, guest.fails("fd_close", 1));
            assertEquals(Errno.PERM, guest.fails("random_get", 32, 8));
            assertEquals(2, guest.violations.count());
        }
    }

    @Test
    void the_search_for_directories_ends_as_if_there_were_none() {
        try (Guest guest = under("calls.deny", "*")) {
            assertEquals(Errno.BADF, guest.fails("fd_prestat_get", 3, 32));
        }
    }

    @Test
    void a_denied_call_traps_where_the_policy_wants_it() {
        try (Guest guest = under("calls.deny", "random_get", "calls.denied", "trap")) {
            TrapException trap = assertThrows(TrapException.class, () -> guest.call("random_get", 32, 8));

            assertEquals(TrapException.Kind.DENIED_CALL, trap.kind());
            assertEquals("random_get: the policy denies it: calls.deny \"random_get\"", trap.getMessage());
            assertEquals(1, guest.violations.count());
        }
    }

    @Test
    void a_denied_exit_never_returns() {
        try (Guest guest = under("calls.deny", "proc_exit")) {
            assertThrows(TrapException.class, () -> guest.call("proc_exit", 0));
        }
    }

    @Test
    void the_older_version_of_the_interface_is_denied_alike() {
        try (Guest guest = under("calls.deny", "random_get").unstable()) {
            assertEquals(Errno.PERM, guest.fails("random_get", 32, 8));
        }
    }

    @Test
    void a_policy_that_reports_counts_and_lets_through() {
        try (Guest guest = under("calls.deny", "random_get", "calls.denied", "trap", "enforce", "report")) {
            guest.succeeds("random_get", 32, 8);

            assertEquals(
                    List.of("host-call random_get : the policy denies it: calls.deny \"random_get\""), attempts(guest));
        }
    }

    @Test
    void a_call_that_is_allowed_is_the_very_function() {
        try (Guest guest = under("calls.deny", "random_get")) {
            assertInstanceOf(Call.class, guest.function("sched_yield").body());
        }
    }

    @Test
    void denied_calls_count_as_calls() {
        try (Guest guest = under("calls.deny", "sched_yield")) {
            for (int i = 0; i < 1_000; i++) {
                guest.fails("sched_yield");
            }
            assertThrows(QuotaExceededException.class, () -> guest.call("sched_yield"));
            assertEquals(1_000, guest.violations.count());
        }
    }

    @Test
    void variables_are_sifted() {
        try (Guest guest = under("environment.deny", "SEC*", "environment.allow", "*E*,PATH")) {
            guest.succeeds("environ_sizes_get", 32, 36);

            assertEquals(2, guest.memory.getInt(32));
            assertEquals("PATH=/bin\0HOME=/root\0".length(), guest.memory.getInt(36));
            assertEquals(
                    List.of(new Violation(
                            Violation.Kind.REQUEST,
                            "environment",
                            "SECRET",
                            "the policy keeps it from the guest: environment.deny \"SEC*\"")),
                    guest.violations.first());
        }
    }

    @Test
    void a_policy_that_reports_keeps_no_variable_back() {
        try (Guest guest = under("environment.allow", "", "enforce", "report")) {
            guest.succeeds("environ_sizes_get", 32, 36);

            assertEquals(3, guest.memory.getInt(32));
            assertEquals(3, guest.violations.count());
        }
    }

    @Test
    void a_coarse_clock_tells_less_apart() {
        try (Guest guest = under("clock", "coarse:3000000000")) {
            guest.succeeds("clock_res_get", 1, 32);
            assertEquals(3_000_000_000L, guest.memory.getLong(32));
            guest.succeeds("clock_time_get", 1, 1, 32);
            assertEquals(3_000_000_000L, guest.memory.getLong(32));
            guest.succeeds("clock_time_get", 0, 1, 32);
            assertEquals(1_699_999_998_000_000_000L, guest.memory.getLong(32));
        }
    }

    @Test
    void a_guest_with_a_coarse_clock_waits_exactly() {
        try (Guest guest = under("clock", "coarse:3000000000")) {
            sleep(guest, 1, 700_000_000, false);

            assertEquals(List.of(700_000_000L), guest.clocks.waits());
        }
    }

    @Test
    void a_guest_with_a_coarse_clock_wakes_when_its_clock_says_so() {
        try (Guest guest = under("clock", "coarse:3000000000")) {
            sleep(guest, 1, 4_000_000_000L, true);

            guest.succeeds("clock_time_get", 1, 1, 32);
            assertTrue(guest.memory.getLong(32) >= 4_000_000_000L);
        }
    }

    @Test
    void a_fixed_clock_moves_by_what_the_guest_waits_alone() {
        try (Guest guest = under("clock", "fixed:1000000000000000000")) {
            guest.succeeds("clock_time_get", 0, 1, 32);
            assertEquals(1_000_000_000_000_000_000L, guest.memory.getLong(32));
            guest.clocks.poll(List.of(), 12345);

            sleep(guest, 1, 5, false);
            sleep(guest, 0, 1_000_000_000_000_000_100L, true);

            guest.succeeds("clock_time_get", 0, 1, 32);
            assertEquals(1_000_000_000_000_000_100L, guest.memory.getLong(32));
            guest.succeeds("clock_time_get", 1, 1, 32);
            assertEquals(100, guest.memory.getLong(32));
            assertEquals(List.of(12345L, 5L, 95L), guest.clocks.waits());
        }
    }

    /** Polls for a clock alone. */
    private static void sleep(Guest guest, int clock, long timeout, boolean absolute) {
        int subscription = guest.allocate(48);
        guest.memory.putInt(subscription + 16, clock);
        guest.memory.putLong(subscription + 24, timeout);
        guest.memory.putShort(subscription + 40, absolute ? 1 : 0);
        guest.succeeds("poll_oneoff", subscription, guest.allocate(32), 1, Guest.RESULT);
        assertEquals(1, guest.result());
    }

    @Test
    void the_same_seed_gives_the_same_numbers_in_any_portions() {
        try (Guest one = under("random", "seed:42");
                Guest two = under("random", "seed:42");
                Guest other = under("random", "seed:43")) {
            one.succeeds("random_get", 32, 24);
            two.succeeds("random_get", 32, 5);
            two.succeeds("random_get", 37, 19);
            other.succeeds("random_get", 32, 24);

            // The first output of SplitMix64 for 42, as its authors' program prints it.
            assertEquals(0xBDD7_3226_2FEB_6E95L, one.memory.getLong(32));
            for (int at = 32; at < 56; at += 8) {
                assertEquals(one.memory.getLong(at), two.memory.getLong(at));
                assertTrue(one.memory.getLong(at) != other.memory.getLong(at));
            }
        }
    }

    @Test
    void under_the_restricted_policy_a_guest_still_has_what_every_program_needs() {
        try (Guest guest = new Guest("", builder -> builder.policy(NamedPolicy.RESTRICTED.policy()))) {
            guest.succeeds("args_sizes_get", 32, 36);
            guest.succeeds("clock_time_get", 0, 1, 32);
            guest.succeeds("random_get", 32, 8);
            guest.write(1, "hello");
            assertEquals(0, guest.violations.count());
        }
    }
}
