package io.wasmrunner.core.container;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Json;

/**
 * How often a container was started again by its shim, since somebody started it.
 *
 * @param inARow without a long run between
 * @param stoppedByUser whether somebody asked for its end, and no policy is to start it again
 */
public record Restarts(int all, int inARow, boolean stoppedByUser) {
    public static final Restarts NONE = new Restarts(0, 0, false);

    /** The same, when somebody asked for its end. */
    public Restarts stopped() {
        return new Restarts(all, inARow, true);
    }

    /** One more, after a run. */
    public Restarts after(LastRun run) {
        return new Restarts(all + 1, countedFrom(run) + 1, stoppedByUser);
    }

    /** Restarts in a row that a run leaves standing. */
    public int countedFrom(LastRun run) {
        return RestartPolicy.isLong(run.length()) ? 0 : inARow;
    }

    ObjectNode write() {
        return Json.object().put("all", all).put("inARow", inARow).put("stoppedByUser", stoppedByUser);
    }

    static Restarts read(Fields fields) {
        return new Restarts((int) fields.number("all"), (int) fields.number("inARow"), fields.flag("stoppedByUser"));
    }
}
