package io.wasmrunner.sandbox.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class PolicyMergeTest {
    private static PolicyLayer memory(String bytes, boolean override) {
        return new PolicyLayer(Map.of(PolicyKey.MEMORY, bytes), override);
    }

    private static long memory(PolicyMerge merge) {
        return merge.policy().quotas().memory();
    }

    @Test
    void nothing_said_is_the_standard_policy() {
        assertSame(Policy.STANDARD, new PolicyMerge().policy());
        assertEquals(Policy.STANDARD, new PolicyMerge().add(PolicyLayer.NONE).policy());
    }

    @Test
    void a_default_limits_nobody() {
        assertEquals(2L << 30, memory(new PolicyMerge().add(memory("2147483648", false))));
        assertEquals(0, memory(new PolicyMerge().add(memory("0", false))));
    }

    @Test
    void of_two_that_speak_the_narrower_holds_in_either_order() {
        PolicyLayer low = memory("65536", false);
        PolicyLayer high = memory("131072", false);

        assertEquals(65536, memory(new PolicyMerge().add(low).add(high)));
        assertEquals(65536, memory(new PolicyMerge().add(high).add(low)));
        assertEquals(65536, memory(new PolicyMerge().add(low).add(memory("0", false))));
    }

    @Test
    void an_override_replaces_what_it_names_and_nothing_else() {
        PolicyMerge merge = new PolicyMerge()
                .add(NamedPolicy.RESTRICTED.layer())
                .add(new PolicyLayer(Map.of(PolicyKey.MEMORY, "0", PolicyKey.FILES_WRITABLE, "true"), true));

        assertEquals(0, memory(merge));
        assertEquals(true, merge.policy().files().writable());
        assertEquals(
                NamedPolicy.RESTRICTED.policy().quotas().wallTime(),
                merge.policy().quotas().wallTime());
        assertEquals(Allowed.NONE, merge.policy().network().listen());
    }

    @Test
    void what_comes_after_an_override_narrows_again() {
        PolicyMerge merge = new PolicyMerge().add(memory("1000", false)).add(memory("9000", true));

        assertEquals(8000, memory(merge.add(memory("8000", false))));
        assertEquals(8000, memory(merge.add(memory("9000", false))));
    }

    @Test
    void a_named_policy_holds_against_flags_but_the_standard_one_gives_way() {
        assertEquals(
                256L << 20,
                memory(new PolicyMerge().add(NamedPolicy.RESTRICTED.layer()).add(memory("0", false))));
        assertEquals(
                64, memory(new PolicyMerge().add(NamedPolicy.TRUSTED.layer()).add(memory("64", false))));
        assertEquals(
                2L << 30,
                memory(new PolicyMerge().add(NamedPolicy.STANDARD.layer()).add(memory("2147483648", false))));
    }

    @Test
    void what_a_named_policy_has_as_everybody_can_still_be_said() {
        PolicyLayer report = new PolicyLayer(Map.of(PolicyKey.ENFORCE, "report"), false);

        assertEquals(
                Enforce.REPORT,
                new PolicyMerge()
                        .add(NamedPolicy.RESTRICTED.layer())
                        .add(report)
                        .policy()
                        .enforce());
        assertEquals(PolicyLayer.NONE, NamedPolicy.STANDARD.layer());
    }

    @Test
    void a_named_policy_alone_is_what_it_says() {
        for (NamedPolicy named : NamedPolicy.values()) {
            assertEquals(named.policy(), new PolicyMerge().add(named.layer()).policy());
            assertEquals(named, NamedPolicy.find(named.toString()).orElseThrow());
        }
    }

    @Test
    void what_comes_with_the_program_only_ever_narrows() {
        PolicyMerge merge = new PolicyMerge().addUntrusted(memory("0", true));
        assertEquals(Policy.STANDARD.quotas().memory(), memory(merge));
        assertEquals(4096, memory(merge.addUntrusted(memory("4096", false))));
        assertEquals(4096, memory(merge.addUntrusted(memory("8192", true))));
        assertEquals(4096, memory(merge.add(memory("8192", false))));
        assertEquals(8192, memory(merge.add(memory("8192", true))));
    }

    @Test
    void merging_never_widens_what_was_said_whatever_is_merged() {
        RandomPolicies policies = new RandomPolicies(3);
        for (int i = 0; i < 1_000; i++) {
            Policy a = policies.next();
            Policy b = policies.next();
            PolicyMerge merge = new PolicyMerge().add(PolicyLayer.all(a)).add(PolicyLayer.all(b));
            assertEquals(a.narrowedBy(b), merge.policy());
            assertEquals(
                    Policy.STANDARD.narrowedBy(a),
                    new PolicyMerge().addUntrusted(PolicyLayer.all(a)).policy());
        }
    }

    @Test
    void a_bad_value_is_named_with_its_key() {
        var e = assertThrows(IllegalArgumentException.class, () -> new PolicyLayer(Map.of(PolicyKey.PIDS, "3"), false));

        assertEquals("limits.pids: pids cannot be 3: it must be 0, for no limit, or 32 to 4194304", e.getMessage());
    }
}
