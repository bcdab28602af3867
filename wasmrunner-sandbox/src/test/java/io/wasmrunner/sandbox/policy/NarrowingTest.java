package io.wasmrunner.sandbox.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.quota.Quota;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What holds of any two policies that meet. */
final class NarrowingTest {
    private static final int ROUNDS = 3_000;

    private final RandomPolicies policies = new RandomPolicies(20_261_120);

    @Test
    void the_order_does_not_matter() {
        for (int i = 0; i < ROUNDS; i++) {
            Policy a = policies.next();
            Policy b = policies.next();
            assertEquals(a.narrowedBy(b), b.narrowedBy(a));
        }
    }

    @Test
    void it_does_not_matter_which_two_of_three_meet_first() {
        for (int i = 0; i < ROUNDS; i++) {
            Policy a = policies.next();
            Policy b = policies.next();
            Policy c = policies.next();
            assertEquals(a.narrowedBy(b).narrowedBy(c), a.narrowedBy(b.narrowedBy(c)));
        }
    }

    @Test
    void a_policy_that_meets_itself_or_what_came_of_it_stays() {
        for (int i = 0; i < ROUNDS; i++) {
            Policy a = policies.next();
            Policy met = a.narrowedBy(policies.next());
            assertEquals(a, a.narrowedBy(a));
            assertEquals(met, met.narrowedBy(a));
        }
    }

    @Test
    void names_are_allowed_when_both_allow_them() {
        for (int i = 0; i < ROUNDS; i++) {
            Policy a = policies.next();
            Policy b = policies.next();
            Policy met = a.narrowedBy(b);
            for (String name : RandomPolicies.NAMES) {
                assertEquals(
                        a.abi().contains(name) && b.abi().contains(name),
                        met.abi().contains(name));
                assertEquals(
                        a.network().listen().contains(name)
                                && b.network().listen().contains(name),
                        met.network().listen().contains(name));
                assertEquals(
                        a.calls().refusal(name) == null && b.calls().refusal(name) == null,
                        met.calls().refusal(name) == null);
                assertEquals(
                        a.environment().refusal(name) == null && b.environment().refusal(name) == null,
                        met.environment().refusal(name) == null);
            }
        }
    }

    @Test
    void paths_may_be_mounted_when_both_allow_them() {
        for (int i = 0; i < ROUNDS; i++) {
            Policy a = policies.next();
            Policy b = policies.next();
            Policy met = a.narrowedBy(b);
            for (String path : RandomPolicies.PATHS) {
                Path host = Path.of(path);
                assertEquals(
                        a.files().mayMount(host) && b.files().mayMount(host),
                        met.files().mayMount(host));
            }
            assertEquals(
                    a.files().writable() && b.files().writable(), met.files().writable());
        }
    }

    @Test
    void no_limit_is_above_that_of_either() {
        for (int i = 0; i < ROUNDS; i++) {
            Policy a = policies.next();
            Policy b = policies.next();
            Policy met = a.narrowedBy(b);
            for (Quota quota : Quota.values()) {
                long limit = met.quotas().of(quota);
                assertTrue(within(limit, a.quotas().of(quota)), quota.title());
                assertTrue(within(limit, b.quotas().of(quota)), quota.title());
            }
            assertTrue(within(met.limits().pids(), a.limits().pids()));
            assertTrue(within(met.limits().writeRate(), b.limits().writeRate()));
            assertTrue(within(met.quarantineAfter(), a.quarantineAfter()));
        }
    }

    private static boolean within(long limit, long of) {
        return of == 0 || (limit != 0 && limit <= of);
    }

    @Test
    void a_switch_stands_where_less_is_allowed() {
        for (int i = 0; i < ROUNDS; i++) {
            Policy a = policies.next();
            Policy b = policies.next();
            Policy met = a.narrowedBy(b);
            assertEquals(
                    a.enforce() == Enforce.REPORT && b.enforce() == Enforce.REPORT, met.enforce() == Enforce.REPORT);
            assertEquals(a.never() == Never.ERRNO && b.never() == Never.ERRNO, met.never() == Never.ERRNO);
            assertEquals(
                    a.random().seeded() || b.random().seeded(), met.random().seeded());
            assertTrue(met.clock().mode().compareTo(a.clock().mode()) >= 0);
            assertTrue(met.clock().mode().compareTo(b.clock().mode()) >= 0);
            assertEquals(
                    a.calls().denied() == HostCallRules.Denied.TRAP || b.calls().denied() == HostCallRules.Denied.TRAP,
                    met.calls().denied() == HostCallRules.Denied.TRAP);
        }
    }

    @Test
    void the_coarser_clock_tells_less() {
        ClockRule fine = new ClockRule(ClockRule.Mode.COARSE, 1_000_000);
        ClockRule coarse = new ClockRule(ClockRule.Mode.COARSE, 10_000_000);

        assertEquals(coarse, fine.narrowedBy(coarse));
        assertEquals(coarse, coarse.narrowedBy(fine));
    }
}
