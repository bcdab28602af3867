package io.wasmrunner.core.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.registry.layer.Trees;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContainerStoreTest {
    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    private ContainerStore open() {
        return new ContainerStore(new StateFolder(folder.resolve("state")), warnings::add);
    }

    private Path file(String name) {
        return folder.resolve("state").resolve(name);
    }

    private static Container create(ContainerStore store, Container container) throws IOException {
        store.create(container, _ -> {});
        return container;
    }

    private static List<String> names(ContainerStore store) throws IOException {
        return store.list().stream().map(ContainerRow::name).sorted().toList();
    }

    /** Of two ids that begin alike. */
    private static ContainerId id(String end) {
        return new ContainerId("abc" + "0".repeat(61 - end.length()) + end);
    }

    @Test
    void what_was_created_is_found_by_name_by_id_and_by_the_beginning_of_its_id() throws IOException {
        try (ContainerStore store = open()) {
            Container one = create(store, Specimen.named("one"));

            for (String text :
                    List.of("one", "/one", one.id().hex(), one.id().hex().substring(0, 7))) {
                assertEquals(one.id(), store.find(text), text);
            }
            assertEquals(Optional.of(one), store.read(one.id()));
            assertEquals(List.of(ContainerRow.of(one)), store.list());
        }
    }

    @Test
    void a_name_is_one_containers_alone() throws IOException {
        try (ContainerStore store = open();
                ContainerStore other = open()) {
            Container one = create(store, Specimen.named("one"));
            Container two = create(other, Specimen.named("two"));

            for (Container twin : List.of(Specimen.named("one"), two)) {
                WasmrunnerException taken = assertThrows(WasmrunnerException.class, () -> {
                    if (twin.equals(two)) {
                        other.rename(two, one.spec().name());
                    } else {
                        create(other, twin);
                    }
                });
                assertEquals(ErrorCode.CONFLICT, taken.code());
                assertTrue(taken.getMessage().contains(one.id().abbreviated() + " has that name"), taken.getMessage());
            }
            assertEquals(List.of("one", "two"), names(store));
        }
    }

    @Test
    void the_beginning_of_two_ids_lists_both() throws IOException {
        try (ContainerStore store = open()) {
            create(store, Specimen.named(id("1"), "one"));
            create(store, Specimen.named(id("2"), "two"));

            assertEquals(
                    "cannot tell which container abc is: abc000000000 (one), abc000000000 (two); give more of the id,"
                            + " or the name",
                    assertThrows(WasmrunnerException.class, () -> store.find("abc"))
                            .getMessage());
            assertEquals(
                    ErrorCode.NOT_FOUND,
                    assertThrows(WasmrunnerException.class, () -> store.find("abcd"))
                            .code());
        }
    }

    @Test
    void a_damaged_index_is_made_anew_and_that_is_said() throws IOException {
        Container one = Specimen.named("one");
        try (ContainerStore store = open()) {
            create(store, one);
        }
        list();
        for (String suffix : List.of("-wal", "-shm")) {
            Files.deleteIfExists(file("state.db" + suffix));
        }
        Files.writeString(file("state.db"), "This is no database. ".repeat(500));

        try (ContainerStore store = open()) {
            assertEquals(List.of(ContainerRow.of(one)), store.list());
        }
        assertEquals(1, warnings.size());
        assertTrue(warnings.getFirst().endsWith("; made anew from the containers' files"), warnings.getFirst());
    }

    @Test
    void a_missing_index_is_made_anew_and_that_is_said() throws IOException {
        Container one = Specimen.named("one");
        try (ContainerStore store = open()) {
            create(store, one);
        }
        list();
        Files.delete(file("state.db"));

        try (ContainerStore store = open()) {
            assertEquals(List.of(ContainerRow.of(one)), store.list());
        }
        assertEquals(List.of("state.db was missing; made anew from the containers' files"), warnings);
    }

    @Test
    void without_an_index_that_can_be_used_the_files_are_read() throws IOException {
        Container one = Specimen.named("one");
        try (ContainerStore store = open()) {
            create(store, one);
        }
        Files.createDirectories(file("state.db").resolve("in the way"));

        try (ContainerStore store = open()) {
            Container two = create(store, Specimen.named("two"));
            store.delete(one.id());
            assertEquals(List.of(ContainerRow.of(two)), store.list());
            assertEquals(two.id(), store.find("two"));
        }
        assertEquals(1, warnings.size());
        assertTrue(
                warnings.getFirst().endsWith("; the containers' files are read instead of state.db"),
                warnings.getFirst());
    }

    @Test
    void what_another_changed_is_read_again_once() throws IOException {
        Container one = Specimen.named("one");
        Container ended = one.with(one.state().with(Status.EXITED));
        try (ContainerStore store = open();
                ContainerStore other = open()) {
            create(store, one);
            assertEquals(List.of(ContainerRow.of(one)), other.list());
            assertEquals(List.of(), changed());

            store.writeState(ended);
            assertEquals(List.of(one.id()), changed());
            assertEquals(List.of(ContainerRow.of(ended)), other.list());
            assertEquals(List.of(), changed());
        }
    }

    @Test
    void changes_that_nobody_listed_stay_few() throws IOException {
        try (ContainerStore store = open()) {
            Container one = create(store, Specimen.named("one"));
            for (int i = 0; i < 500; i++) {
                new Marks(lookup().resolve("changed")).set(ContainerId.random());
            }
            store.writeState(one);
            assertEquals(List.of(one.id()), changed());
            assertEquals(List.of(ContainerRow.of(one)), store.list());
        }
    }

    @Test
    void after_a_start_of_the_machine_all_is_made_anew_from_the_files() throws IOException {
        Container one = Specimen.named("one");
        Container running = one.with(one.state().with(Status.RUNNING));
        try (ContainerStore store = open()) {
            create(store, one);
            store.writeState(running);
            store.list();
        }
        Path before = file("containers").resolve(".lookup-before");
        Files.move(lookup(), before);
        Files.delete(before.resolve("names").resolve("one"));

        try (ContainerStore store = open()) {
            assertEquals(one.id(), store.find("one"));
            assertEquals(List.of(one.id()), store.live());
            assertEquals(List.of(ContainerRow.of(running)), store.list());
        }
        assertFalse(Files.exists(before));
        assertEquals(List.of(), warnings);
    }

    @Test
    void what_can_be_no_name_leads_nowhere() throws IOException {
        try (ContainerStore store = open()) {
            Container one = create(store, Specimen.named("one"));
            for (String text : List.of("", "/", "..", "../names/one", "../live", "o/one", "a\0b", "x".repeat(5000))) {
                assertEquals(Optional.empty(), store.search(text), text);
            }
            assertEquals(Optional.of(one.id()), store.search("one"));
        }
    }

    @Test
    void a_name_left_by_a_killed_process_is_nobodys() throws IOException {
        try (ContainerStore store = open()) {
            Container one = create(store, Specimen.named("one"));
            Files.createSymbolicLink(
                    lookup().resolve("names/other"), Path.of(one.id().hex()));
            Files.createSymbolicLink(
                    lookup().resolve("names/gone"), Path.of(ContainerId.random().hex()));

            for (String name : List.of("other", "gone")) {
                assertEquals(Optional.empty(), store.search(name));
                assertEquals(Optional.of(create(store, Specimen.named(name)).id()), store.search(name));
            }
            assertEquals(one.id(), store.find("one"));
        }
    }

    @Test
    void where_nothing_can_be_looked_up_the_files_are_read() throws IOException {
        Container one = Specimen.named("one");
        try (ContainerStore store = open()) {
            create(store, one);
        }
        Path place = lookup();
        Trees.delete(place);
        Files.createFile(place);

        try (ContainerStore store = open()) {
            assertEquals(one.id(), store.find("one"));
            assertEquals(List.of(one.id()), store.live());
            assertEquals(List.of(ContainerRow.of(one)), store.list());
            store.rename(one, ContainerName.parse("two"));
            assertEquals(one.id(), store.find("two"));
            store.delete(one.id());
            assertEquals(List.of(), store.list());
        }
        assertEquals(1, warnings.size(), warnings.toString());
    }

    private List<ContainerId> changed() throws IOException {
        return new Marks(lookup().resolve("changed")).list();
    }

    private Path lookup() throws IOException {
        try (Stream<Path> files = Files.list(file("containers"))) {
            return files.filter(path -> path.getFileName().toString().startsWith(".lookup-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void list() throws IOException {
        try (ContainerStore store = open()) {
            store.list();
        }
    }

    @Test
    void a_container_whose_files_are_damaged_is_listed_as_dead() throws IOException {
        Container one = Specimen.named("one");
        try (ContainerStore store = open()) {
            create(store, one);
            Files.write(
                    store.files().folder(one.id()).resolve("spec.json"),
                    "{\"version\":1".getBytes(StandardCharsets.UTF_8));

            assertEquals(1, store.rebuild().size());
            assertEquals(
                    List.of(Status.DEAD),
                    store.list().stream().map(ContainerRow::status).toList());
            store.delete(one.id());
            assertEquals(List.of(), store.list());
        }
    }
}
