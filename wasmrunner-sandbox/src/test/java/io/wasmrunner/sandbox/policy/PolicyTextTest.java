package io.wasmrunner.sandbox.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyTextTest {
    @Test
    void any_policy_comes_back_as_it_was() {
        RandomPolicies policies = new RandomPolicies(7);
        for (int i = 0; i < 3_000; i++) {
            Policy policy = policies.next();
            Map<String, String> text = PolicyText.write(policy);
            assertEquals(policy, PolicyText.read(text));
            for (Map.Entry<String, String> pair : text.entrySet()) {
                assertTrue(pair.getKey().length() <= 64 - "guest.policy.".length());
                assertTrue(pair.getKey().chars().allMatch(c -> c == '.' || c == '-' || (c >= 'a' && c <= 'z')));
                assertFalse(pair.getValue().contains("\n"));
            }
        }
    }

    @Test
    void the_standard_policy_is_no_text_at_all() {
        assertEquals(Map.of(), PolicyText.write(Policy.STANDARD));
        assertSame(Policy.STANDARD, PolicyText.read(Map.of()));
    }

    @Test
    void keys_have_names_of_their_own_and_are_found_by_them() {
        for (PolicyKey key : PolicyKey.values()) {
            assertEquals(key, PolicyKey.find(key.toString()).orElseThrow());
        }
        assertTrue(PolicyKey.find("quotas.memmory").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quotas.memory | -1",
                "quotas.memory | +1",
                "quotas.memory | 01",
                "quotas.memory | 64m",
                "quotas.memory | 9223372036854775808",
                "quotas.memory | ''",
                "quarantine-after | 1000001",
                "quarantine-after | 4294967297",
                "limits.pids | 31",
                "limits.cpus | 1",
                "files.writable | yes",
                "files.writable | TRUE",
                "files.mounts | srv",
                "files.mounts | /srv/../etc",
                "files.mounts | /srv\\x",
                "files.mounts | /srv\\",
                "clock | coarse",
                "clock | coarse:999",
                "clock | coarse:3600000000001",
                "clock | fixed:-1",
                "clock | slow",
                "random | seed:",
                "random | seed:x",
                "random | fake",
                "enforce | maybe",
                "never | say",
                "calls.denied | ignore",
                "calls.deny | a,,b",
                "calls.deny | a b",
                "calls.allow | a&b,",
                "colour | red"
            })
    void what_was_never_written_is_refused(String key, String value) {
        assertThrows(IllegalArgumentException.class, () -> PolicyText.read(Map.of(key, value)));
    }

    @Test
    void a_value_too_long_to_be_handed_on_is_refused_with_its_key() {
        Allowed many = Allowed.ANY;
        for (int list = 0; list < 6; list++) {
            String name = "list" + list + "x".repeat(115);
            many = many.and(Allowed.of(
                    new Globs(IntStream.range(0, 256).mapToObj(i -> name + i).toList())));
        }
        Policy policy = PolicyText.read(Map.of("abi.allow", many.toString()));

        var e = assertThrows(IllegalArgumentException.class, () -> PolicyText.write(policy));

        assertTrue(e.getMessage().startsWith("abi.allow is too long: 131072 bytes"), e.getMessage());
    }

    @Test
    void lists_are_kept_in_order_without_repetition() {
        assertEquals("a,b", new Globs(List.of("b", "a", "b")).toString());
        assertEquals("a&b", new Allowed(List.of(globs("b"), globs("a"), globs("b"), globs("*"))).toString());
        assertEquals(Allowed.NONE, new Allowed(List.of(globs("b"), Globs.NONE)));
    }

    private static Globs globs(String pattern) {
        return new Globs(List.of(pattern));
    }
}
