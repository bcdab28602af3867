package io.wasmrunner.core.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class MoveTest {
    @ParameterizedTest
    @CsvSource({
        "START, CREATED, RUNNING",
        "START, EXITED, RUNNING",
        "PAUSE, RUNNING, PAUSED",
        "UNPAUSE, PAUSED, RUNNING",
        "END, PAUSED, EXITED",
        "AWAIT_RESTART, RUNNING, RESTARTING",
        "RESUME_AFTER_END, RESTARTING, RUNNING",
        "QUARANTINE, RUNNING, QUARANTINED",
        "CHANGE, RUNNING, RUNNING"
    })
    void a_legal_move_leads_on(Move move, Status now, Status after) {
        assertEquals(after, move.from(now, "web"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "START|RUNNING|cannot start web: it is running; it has to stop first: wasmrunner stop web",
                "START|DEAD|cannot start web: it is dead; its files are damaged; only wasmrunner rm web is left",
                "PAUSE|EXITED|cannot pause web: it is exited; start it first: wasmrunner start web",
                "PAUSE|PAUSED|cannot pause web: it is paused; let it go on first: wasmrunner unpause web",
                "REMOVE|RUNNING|cannot remove web: it is running; stop it first (wasmrunner stop web), or force it"
                        + " (wasmrunner rm -f web)",
                "EXEC|RESTARTING|cannot execute in web: it is restarting; it waits to be started again; wasmrunner stop"
                        + " web ends that"
            })
    void an_illegal_move_is_refused_by_name(Move move, Status now, String message) {
        WasmrunnerException refused = assertThrows(WasmrunnerException.class, () -> move.from(now, "web"));
        assertEquals(ErrorCode.CONFLICT, refused.code());
        assertEquals(message, refused.getMessage());
    }

    @Test
    void every_status_but_dead_is_reached_from_created() {
        Set<Status> reached = EnumSet.of(Status.CREATED);
        Deque<Status> next = new ArrayDeque<>(reached);
        while (!next.isEmpty()) {
            Status now = next.pop();
            for (Move move : Move.values()) {
                if (move.isLegal(now) && reached.add(move.from(now, "web"))) {
                    next.add(move.from(now, "web"));
                }
            }
        }
        assertEquals(EnumSet.complementOf(EnumSet.of(Status.DEAD)), reached);
    }

    /** Nobody is left with a container that nothing can be done about. */
    @ParameterizedTest
    @EnumSource(Status.class)
    void every_status_leads_to_removal(Status status) {
        Status ended = Move.END.isLegal(status) ? Move.END.from(status, "web") : status;
        assertTrue(Move.REMOVE.isLegal(ended), ended.toString());
    }
}
