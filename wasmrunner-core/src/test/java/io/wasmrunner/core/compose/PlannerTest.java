package io.wasmrunner.core.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.container.Health;
import io.wasmrunner.core.container.Status;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlannerTest {
    private static final Service SERVICE = service("a");

    @TempDir
    Path folder;

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
                new TreeMap<>(),
                1);
    }

    private static ContainerRow row(Service madeOf, Status status) {
        return row(madeOf, status, 1);
    }

    private static ContainerRow row(Service madeOf, Status status, int number) {
        SortedMap<String, String> labels = new TreeMap<>(Map.of(
                ComposeLabels.HASH,
                ServiceJson.hash(madeOf),
                ComposeLabels.IMAGE,
                "sha256:1",
                ComposeLabels.NUMBER,
                Integer.toString(number)));
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
        return Planner.plan(SERVICE, List.of(row), image, recreation).getFirst();
    }

    @Test
    void what_is_missing_is_made() {
        List<Step> steps = Planner.plan(SERVICE, List.of(), "sha256:1", UpOptions.Recreation.CHANGED);
        assertEquals(List.of(new Step.Create(SERVICE, 1)), steps);
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

    @Test
    void gaps_among_the_numbers_are_filled_and_the_last_are_removed() {
        ContainerRow one = row(SERVICE, Status.RUNNING, 1);
        ContainerRow three = row(SERVICE, Status.RUNNING, 3);
        Service four = SERVICE.with(4);
        assertEquals(
                List.of(
                        new Step.Leave(four, one),
                        new Step.Leave(four, three),
                        new Step.Create(four, 2),
                        new Step.Create(four, 4)),
                Planner.plan(four, List.of(one, three), "sha256:1", UpOptions.Recreation.CHANGED));
        assertEquals(
                List.of(new Step.Leave(SERVICE, one), new Step.Remove(SERVICE, three)),
                Planner.plan(SERVICE, List.of(one, three), "sha256:1", UpOptions.Recreation.CHANGED));
        Service none = SERVICE.with(0);
        assertEquals(
                List.of(new Step.Remove(none, one)),
                Planner.plan(none, List.of(one), "sha256:1", UpOptions.Recreation.CHANGED));
    }

    @Test
    void what_stepped_aside_for_another_that_is_there_is_removed() {
        ContainerRow made = row(SERVICE, Status.RUNNING);
        ContainerRow aside = row(service("b"), Status.RUNNING);
        Service two = SERVICE.with(2);
        assertEquals(
                List.of(new Step.Leave(two, made), new Step.Create(two, 2), new Step.Remove(two, aside)),
                Planner.plan(two, List.of(made, aside), "sha256:1", UpOptions.Recreation.CHANGED));
    }

    @Test
    void several_containers_of_a_service_cannot_have_one_name_or_port() {
        Replicas.check(List.of(SERVICE.with(3)));
        assertTrue(refused("container_name: one, scale: 2").contains("all would be called one"));
        assertTrue(refused("ports: ['80', '8080-8081:80-81'], deploy: {replicas: 3}")
                .startsWith("cannot start 3 containers of the service web: all would listen on 127.0.0.1:8080"));
    }

    private String refused(String keys) {
        Path file = folder.resolve("compose.yaml");
        try {
            Files.writeString(file, "services: {web: {image: a, " + keys + "}}\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Project project = ProjectReader.read(List.of(file), Optional.of("demo"), Map.of(), _ -> {});
        return String.valueOf(
                assertThrows(WasmrunnerException.class, () -> Replicas.check(List.of(project.require("web"))))
                        .getMessage());
    }
}
