package io.wasmrunner.core.container;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Json;

/**
 * A container's last run, or the one it is in. Times are milliseconds since 1970, 0 for what has not happened.
 *
 * @param module the digest of the module that ran; empty before the first run
 * @param exitCode 0 until it has ended
 * @param reason why it ended, for people; empty when it ended by itself and well
 * @param error why it could not be started
 */
public record LastRun(
        String module, long started, long finished, int exitCode, String reason, String error, boolean outOfMemory) {
    /** There was none. */
    public static final LastRun NONE = new LastRun("", 0, 0, 0, "", "", false);

    /** One that starts. */
    public static LastRun of(String module, long started) {
        return new LastRun(module, started, 0, 0, "", "", false);
    }

    /** The same, ended. */
    public LastRun ended(long now, int code, String why, boolean memory) {
        return new LastRun(module, started, now, code, why, "", memory);
    }

    /** The same, when it did not come to a start. */
    public LastRun failed(long now, int code, String why) {
        return new LastRun(module, started, now, code, "", why, false);
    }

    /** Milliseconds that it took. */
    public long length() {
        return Math.max(0, finished - started);
    }

    ObjectNode write() {
        return Json.object()
                .put("module", module)
                .put("started", started)
                .put("finished", finished)
                .put("exitCode", exitCode)
                .put("reason", reason)
                .put("error", error)
                .put("outOfMemory", outOfMemory);
    }

    static LastRun read(Fields fields) {
        return new LastRun(
                fields.text("module"),
                fields.number("started"),
                fields.number("finished"),
                (int) fields.number("exitCode"),
                fields.text("reason"),
                fields.text("error"),
                fields.flag("outOfMemory"));
    }
}
