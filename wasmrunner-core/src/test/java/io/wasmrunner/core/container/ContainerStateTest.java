package io.wasmrunner.core.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ContainerStateTest {
    private static final Health SICK = new Health(
            Health.Verdict.UNHEALTHY,
            3,
            List.of(
                    new Health.Probe(1_795_000_000_000L, 1_795_000_000_100L, 1, "no\n"),
                    new Health.Probe(1_795_000_001_000L, 1_795_000_031_000L, -1, "too long")));

    @Test
    void a_state_is_read_as_it_was_written() {
        ContainerState state = new ContainerState(
                Status.RESTARTING,
                new LastRun("0".repeat(64), 1, 2, 137, "it was stopped by \"signal\" 9", "ä", true),
                new Restarts(7, 3, true),
                SICK,
                List.of("127.0.0.1:8080->80/tcp"));

        assertEquals(state, ContainerState.read(state.write()));
        assertEquals(ContainerState.NEW, ContainerState.read(ContainerState.NEW.write()));
    }

    @Test
    void a_specification_is_read_as_it_was_written() {
        ContainerSpec spec = Specimen.named("one").spec();

        assertEquals(spec, SpecJson.read(SpecJson.write(spec)));
    }
}
