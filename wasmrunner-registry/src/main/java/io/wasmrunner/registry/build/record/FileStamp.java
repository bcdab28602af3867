package io.wasmrunner.registry.build.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What changes when somebody changes a file or what is in a folder: size, times and inode. Written to be quick before
 * anything else of the program is loaded: no string templates, no lambdas.
 */
final class FileStamp {
    private static final String ATTRIBUTES = "unix:size,lastModifiedTime,ctime,ino";

    private FileStamp() {}

    /** In one word; null when it is not there, or the system does not tell. Links are not followed. */
    static @Nullable String of(Path file) {
        Map<String, Object> all = read(file);
        if (all == null) {
            return null;
        }
        StringBuilder stamp = new StringBuilder(80);
        stamp.append(all.get("size"))
                .append(',')
                .append(nanos(all, "lastModifiedTime"))
                .append(',')
                .append(nanos(all, "ctime"))
                .append(',')
                .append(all.get("ino"));
        return stamp.toString();
    }

    /** Milliseconds since 1970 of the last change of any kind; the end of time when nobody knows. */
    static long changed(Path file) {
        Map<String, Object> all = read(file);
        return all == null ? Long.MAX_VALUE : Math.max(nanos(all, "lastModifiedTime"), nanos(all, "ctime")) / 1_000_000;
    }

    private static @Nullable Map<String, Object> read(Path file) {
        try {
            return Files.readAttributes(file, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
            return null;
        }
    }

    private static long nanos(Map<String, Object> all, String name) {
        return all.get(name) instanceof FileTime time ? time.to(TimeUnit.NANOSECONDS) : 0;
    }
}
