package io.wasmrunner.core.life;

import io.wasmrunner.core.event.Event;
import io.wasmrunner.core.event.EventReader;
import io.wasmrunner.core.journal.RotatedRecords;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.core.state.StateFolder;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** How containers ended that are gone by now: events outlive them. */
final class Deaths {
    private final StateFolder state;
    private final Consumer<String> warnings;

    Deaths(StateFolder state, Consumer<String> warnings) {
        this.state = state;
        this.warnings = warnings;
    }

    /** The exit code of the last run that was settled; empty when nobody knows it any more. */
    OptionalInt exitCode(ContainerId id) throws IOException {
        String code = "";
        try (RotatedRecords<Event> events = EventReader.open(state.events(), warnings)) {
            for (Optional<Event> next = events.next(); next.isPresent(); next = events.next()) {
                Event event = next.get();
                if (event.type().equals("container")
                        && event.action().equals("die")
                        && event.actor().equals(id.hex())) {
                    code = event.attribute("exitCode");
                }
            }
        }
        try {
            return code.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(code));
        } catch (NumberFormatException e) {
            // The file is the user's, and may have been written by hand.
            return OptionalInt.empty();
        }
    }
}
