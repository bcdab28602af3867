package io.wasmrunner.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.core.journal.RotatedRecords;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventReaderTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678901234Z");

    private static final Event DIED = new Event(
            TIME,
            "container",
            Map.of(
                    "action",
                    "die",
                    "id",
                    "4b8f00",
                    "name",
                    "api",
                    "image",
                    "shop/api:1",
                    "exitCode",
                    "3",
                    "label.tier",
                    "front"));

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    private Path file() {
        return folder.resolve("events.jsonl");
    }

    private RotatedRecords<Event> open() throws IOException {
        return EventReader.open(file(), warnings::add);
    }

    private static List<String> rest(RotatedRecords<Event> events) throws IOException {
        List<String> found = new ArrayList<>();
        for (Optional<Event> next = events.next(); next.isPresent(); next = events.next()) {
            found.add(next.get().actor());
        }
        return found;
    }

    private void happens(String id) throws IOException {
        new EventLog(file()).append(new Event(TIME, "container", Map.of("action", "start", "id", id)));
    }

    @Test
    void what_was_written_is_read_back() throws IOException {
        new EventLog(file()).append(DIED);

        try (RotatedRecords<Event> events = open()) {
            Event found = events.next().orElseThrow();
            assertEquals(DIED, found);
            assertEquals("die", found.action());
            assertEquals("4b8f00", found.actor());
            assertEquals(
                    "{exitCode=3, image=shop/api:1, name=api, tier=front}",
                    found.details().toString());
        }
    }

    @Test
    void a_reader_goes_on_when_the_journal_is_turned_over() throws IOException {
        happens("first");
        try (RotatedRecords<Event> events = open()) {
            events.keepLast(0);
            happens("second");
            Files.move(file(), folder.resolve("events.jsonl.1"));
            happens("third");
            assertEquals(List.of("second", "third"), rest(events));
            happens("fourth");
            assertEquals(List.of("fourth"), rest(events));
        }
        try (RotatedRecords<Event> events = open()) {
            assertEquals(List.of("first", "second", "third", "fourth"), rest(events));
        }
        assertEquals(List.of(), warnings);
    }

    @Test
    void damaged_lines_are_left_out_with_one_warning() throws IOException {
        happens("first");
        Files.writeString(file(), "garbage\n{\"time\":\"never\",\"type\":\"x\"}\n", StandardOpenOption.APPEND);
        happens("second");

        try (RotatedRecords<Event> events = open()) {
            assertEquals(List.of("first", "second"), rest(events));
        }
        assertEquals(1, warnings.size());
    }

    @ParameterizedTest
    @CsvSource({
        "container=api,true",
        "container=4b8,true",
        "container=4b8f001,false",
        "container=ap,false",
        "event=die,true",
        "event=start,false",
        "image=shop/api,true",
        "image=shop/api:1,true",
        "image=shop,false",
        "image=shop/api:2,false",
        "label=tier,true",
        "label=tier=front,true",
        "label=tier=back,false",
        "label=other,false",
        "type=container,true",
        "type=image,false",
        "volume=api,false",
    })
    void conditions_hold_or_not(String condition, boolean expected) {
        assertEquals(expected, EventFilters.parse(List.of(condition)).match(DIED));
    }

    @Test
    void one_of_the_same_name_and_all_of_different_names_must_hold() {
        assertTrue(EventFilters.parse(List.of("event=start", "event=die", "type=container"))
                .match(DIED));
        assertFalse(EventFilters.parse(List.of("event=die", "type=image")).match(DIED));
    }

    @Test
    void an_unknown_condition_is_refused_with_the_nearest() {
        WasmrunnerException refused =
                assertThrows(WasmrunnerException.class, () -> EventFilters.parse(List.of("contaner=x")));
        assertEquals(ErrorCode.USAGE, refused.code());
        assertTrue(String.valueOf(refused.getMessage()).contains("container"), refused.getMessage());
    }
}
