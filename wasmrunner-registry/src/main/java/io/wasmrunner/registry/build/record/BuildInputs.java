package io.wasmrunner.registry.build.record;

import io.wasmrunner.registry.digest.Digest;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a build looked at, each written down before it is read, so that whatever changes afterwards is noticed the next time.
 * For one thread.
 */
public final class BuildInputs {
    private final Map<String, String> lines = new LinkedHashMap<>();
    private boolean complete = true;
    private long newest;

    /** A file that is read or a folder that is listed; or that there is nothing there. */
    public void looked(Path path) {
        Path place = path.toAbsolutePath();
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            put("absent", "-", place.toString());
            return;
        }
        String stamp = FileStamp.of(place);
        if (stamp == null) {
            complete = false;
        } else {
            newest = Math.max(newest, FileStamp.changed(place));
            put("file", stamp, place.toString());
        }
    }

    /** A file of the result that must still be there, as long as it was. */
    public void needed(Path path, long size) {
        put("needed", Long.toString(size), path.toAbsolutePath().toString());
    }

    /** An image that the build began with. */
    public void base(String reference, Digest manifest) {
        put("base", manifest.toString(), reference);
    }

    /** What was read cannot be found again: standard input. */
    public void unrepeatable() {
        complete = false;
    }

    private void put(String kind, String value, String name) {
        if (name.indexOf('\n') >= 0) {
            complete = false;
        } else {
            lines.putIfAbsent(kind.concat(" ").concat(name), value);
        }
    }

    boolean isComplete() {
        return complete;
    }

    /** Milliseconds since 1970 of the latest change of any of them. */
    long newest() {
        return newest;
    }

    /** {@code kind name} to what is expected of it, in the order they were looked at. */
    Map<String, String> lines() {
        return lines;
    }
}
