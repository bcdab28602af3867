package io.wasmrunner.core.container;

import static io.wasmrunner.core.container.Status.CREATED;
import static io.wasmrunner.core.container.Status.DEAD;
import static io.wasmrunner.core.container.Status.EXITED;
import static io.wasmrunner.core.container.Status.PAUSED;
import static io.wasmrunner.core.container.Status.QUARANTINED;
import static io.wasmrunner.core.container.Status.RESTARTING;
import static io.wasmrunner.core.container.Status.RUNNING;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that can happen to a container, and when: the state machine of containers, in one place. */
public enum Move {
    START("start", RUNNING, CREATED, EXITED, QUARANTINED),
    /** The shim starts it again. */
    RESUME_AFTER_END("restart", RUNNING, RESTARTING),
    PAUSE("pause", PAUSED, RUNNING),
    UNPAUSE("unpause", RUNNING, PAUSED),
    /** Its guest has ended, for good. */
    END("end", EXITED, RUNNING, PAUSED, RESTARTING),
    /** Its guest has ended, and is to be started again. */
    AWAIT_RESTART("restart", RESTARTING, RUNNING, PAUSED, RESTARTING),
    /** Its guest has ended, and its module may not run again. */
    QUARANTINE("quarantine", QUARANTINED, CREATED, RUNNING, PAUSED, RESTARTING, EXITED),
    SIGNAL("kill", null, RUNNING, PAUSED),
    ATTACH("attach to", null, RUNNING, PAUSED, RESTARTING),
    EXEC("execute in", null, RUNNING),
    STATS("measure", null, RUNNING, PAUSED),
    REMOVE("remove", null, CREATED, EXITED, DEAD, QUARANTINED),
    CHANGE("change", null, CREATED, RUNNING, PAUSED, RESTARTING, EXITED, QUARANTINED),
    /** Not while it may start at any moment. */
    READ_FILES("read the files of", null, CREATED, RUNNING, PAUSED, EXITED, QUARANTINED);

    private final String verb;
    private final @Nullable Status after;

    @SuppressWarnings("ImmutableEnumChecker") // A copy that nobody can change.
    private final List<Status> from;

    /** @param after null for what leaves the status as it is */
    Move(String verb, @Nullable Status after, Status first, Status... more) {
        this.verb = verb;
        this.after = after;
        List<Status> all = new ArrayList<>(List.of(more));
        all.add(first);
        this.from = List.copyOf(all);
    }

    /** Whether it may happen to a container in that status. */
    public boolean isLegal(Status now) {
        return from.contains(now);
    }

    /**
     * The status that it leads to.
     *
     * @param name of the container, for the message
     * @throws WasmrunnerException {@link ErrorCode#CONFLICT} when it may not happen now
     */
    public Status from(Status now, String name) {
        if (!isLegal(now)) {
            throw new WasmrunnerException(
                    ErrorCode.CONFLICT, "cannot %s %s: it is %s; %s".formatted(verb, name, now, advice(now, name)));
        }
        return after == null ? now : after;
    }

    private String advice(Status now, String name) {
        return switch (now) {
            case RUNNING ->
                this == REMOVE
                        ? "stop it first (wasmrunner stop %s), or force it (wasmrunner rm -f %s)".formatted(name, name)
                        : "it has to stop first: wasmrunner stop " + name;
            case PAUSED -> "let it go on first: wasmrunner unpause " + name;
            case RESTARTING -> "it waits to be started again; wasmrunner stop %s ends that".formatted(name);
            case CREATED, EXITED -> "start it first: wasmrunner start " + name;
            case QUARANTINED -> "its module was refused too much; wasmrunner quarantine shows why";
            case DEAD -> "its files are damaged; only wasmrunner rm %s is left".formatted(name);
        };
    }
}
