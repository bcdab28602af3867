package io.wasmrunner.core.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.container.Health;
import io.wasmrunner.core.container.Status;
import io.wasmrunner.core.sandbox.ContainerId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class PlannerTest {
    private static final Service SERVICE = service("a");

    private static Service service(String command) {
        return new Service(
                "web",
                "app",
                null,
                List.of(),
                List.of(command),
                new TreeMap<>(),
                List.of(),
                List.of(),
                new TreeMap<>(),
                new TreeSet<>(),
                "",
                new TreeMap<>(),
                new TreeMap<>(),
                null,
                new TreeMap<>());
    }

    private static ContainerRow row(Service madeOf, Status status) {
        SortedMap<String, String> labels =
                new TreeMap<>(Map.of(ComposeLabels.HASH, ServiceJson.hash(madeOf), ComposeLabels.IMAGE, "sha256:1"));
        return new ContainerRow(
                ContainerId.random(),
                "t-web-1",
                "app",
                "",
                "",
                0,
                status,
                0,
                0,
                0,
                Health.Verdict.NONE,
                List.of(),
                List.of(),
                labels);
    }

    private static Step plan(ContainerRow row, String image, UpOptions.Recreation recreation) {
        return Planner.plan(List.of(SERVICE), Map.of("web", row), Map.of("web", image), recreation)
                .getFirst();
    }

    @Test
    void what_is_missing_is_made() {
        List<Step> steps =
                Planner.plan(List.of(SERVICE), Map.of(), Map.of("web", "sha256:1"), UpOptions.Recreation.CHANGED);
        assertEquals(List.of(new Step.Create(SERVICE)), steps);
    }

    @Test
    void what_is_as_described_is_left_or_started() {
        assertInstanceOf(
                Step.Leave.class, plan(row(SERVICE, Status.RUNNING), "sha256:1", UpOptions.Recreation.CHANGED));
        assertInstanceOf(Step.Start.class, plan(row(SERVICE, Status.EXITED), "sha256:1", UpOptions.Recreation.CHANGED));
    }

    @Test
    void what_changed_is_replaced_unless_that_is_forbidden() {
        ContainerRow other = row(service("b"), Status.RUNNING);
        assertEquals(
                new Step.Recreate(SERVICE, other, "its description changed"),
                plan(other, "sha256:1", UpOptions.Recreation.CHANGED));
        assertInstanceOf(Step.Leave.class, plan(other, "sha256:1", UpOptions.Recreation.NEVER));
        ContainerRow older = row(SERVICE, Status.RUNNING);
        assertEquals(
                new Step.Recreate(SERVICE, older, "its image changed"),
                plan(older, "sha256:2", UpOptions.Recreation.CHANGED));
        assertEquals(
                new Step.Recreate(SERVICE, older, "asked for"), plan(older, "sha256:1", UpOptions.Recreation.ALWAYS));
    }
}
