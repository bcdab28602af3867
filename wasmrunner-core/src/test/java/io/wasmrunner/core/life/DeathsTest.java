package io.wasmrunner.core.life;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wasmrunner.core.event.Event;
import io.wasmrunner.core.event.EventLog;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.core.state.StateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeathsTest {
    private static final ContainerId ID = new ContainerId("0123456789abcdef".repeat(4));
    private static final ContainerId OTHER = new ContainerId("f".repeat(64));

    @TempDir
    Path directory;

    private void happened(ContainerId id, String action, String code) throws IOException {
        new EventLog(new StateFolder(directory))
                .append(new Event(
                        Instant.now(), "container", Map.of("action", action, "id", id.hex(), "exitCode", code)));
    }

    private OptionalInt code() throws IOException {
        List<String> warnings = new ArrayList<>();
        OptionalInt code = new Deaths(new StateFolder(directory), warnings::add).exitCode(ID);
        assertEquals(List.of(), warnings);
        return code;
    }

    @Test
    void the_last_end_of_that_container_counts() throws IOException {
        happened(ID, "die", "3");
        happened(ID, "die", "4");
        happened(OTHER, "die", "5");
        happened(ID, "destroy", "6");

        assertEquals(OptionalInt.of(4), code());
    }

    @Test
    void nobody_knows_what_no_event_tells() throws IOException {
        assertEquals(OptionalInt.empty(), code());
        happened(OTHER, "die", "5");
        assertEquals(OptionalInt.empty(), code());
        happened(ID, "die", "soon");
        assertEquals(OptionalInt.empty(), code());
    }
}
