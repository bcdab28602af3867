package io.wasmrunner.registry.client.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChallengeTest {
    @Test
    void a_challenge_has_quoted_and_plain_parameters() {
        assertEquals(
                new Challenge(
                        "bearer",
                        Map.of(
                                "realm",
                                "https://a.example/t?x=1,2",
                                "service",
                                "a \"b\"",
                                "scope",
                                "s:pull,push",
                                "n",
                                "1")),
                Challenge.parse("Bearer realm=\"https://a.example/t?x=1,2\", service=\"a"
                                + " \\\"b\\\"\",scope=\"s:pull,push\",n=1")
                        .orElseThrow());
    }

    @Test
    void bearer_is_taken_before_basic_and_neither_before_others() {
        assertEquals(
                "bearer",
                Challenge.best(List.of("Negotiate", "Basic realm=x", "BEARER realm=y"))
                        .orElseThrow()
                        .scheme());
        assertTrue(Challenge.best(List.of("Negotiate", "Digest realm=x")).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer realm",
                "Bearer realm=",
                "Bearer realm=\"",
                "Bearer ,,,=,=\"\\",
                "Bearer realm=\"a\\"
            })
    void what_is_cut_off_is_read_as_far_as_it_goes(String header) {
        assertEquals("bearer", Challenge.parse(header).orElseThrow().scheme());
    }
}
