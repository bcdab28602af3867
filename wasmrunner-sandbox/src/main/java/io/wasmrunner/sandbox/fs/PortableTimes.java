package io.wasmrunner.sandbox.fs;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sets timestamps through java.nio; a link in the last place is not followed. */
final class PortableTimes {
    private PortableTimes() {}

    static void set(Path path, FileTimes times) {
        FileTime now = FileTime.from(Instant.now());
        HostErrors.run(() -> Files.getFileAttributeView(path, BasicFileAttributeView.class, NOFOLLOW_LINKS)
                .setTimes(value(times.modified(), now), value(times.accessed(), now), null));
    }

    private static @Nullable FileTime value(FileTimes.Change change, FileTime now) {
        return switch (change) {
            case FileTimes.Keep keep -> null;
            case FileTimes.Now clock -> now;
            case FileTimes.At at -> FileTime.from(at.nanoseconds(), TimeUnit.NANOSECONDS);
        };
    }
}
