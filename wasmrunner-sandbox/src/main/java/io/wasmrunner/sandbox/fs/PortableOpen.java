package io.wasmrunner.sandbox.fs;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.HashSet;
import java.util.Set;

/**
 * Opens a file from an open directory down, a component at a time and no link among them, where the host can (Linux,
 * macOS): there a directory changed into a link between look and use is noticed.
 */
final class PortableOpen {
    private PortableOpen() {}

    static FileChannel open(PortableWalk.Found found, Set<? extends OpenOption> options) {
        Set<OpenOption> all = new HashSet<>(options);
        all.add(NOFOLLOW_LINKS);
        return HostErrors.call(() -> {
            try (DirectoryStream<Path> top = Files.newDirectoryStream(found.mount())) {
                if (top instanceof SecureDirectoryStream<Path> secure) {
                    return descend(secure, found, 0, all);
                }
            }
            return FileChannel.open(found.path(), all);
        });
    }

    private static FileChannel descend(
            SecureDirectoryStream<Path> at, PortableWalk.Found found, int depth, Set<OpenOption> options)
            throws IOException {
        if (depth == found.parents().size()) {
            SeekableByteChannel channel = at.newByteChannel(Path.of(found.name()), options);
            if (channel instanceof FileChannel file) {
                return file;
            }
            channel.close();
            throw new IOException("Not supported");
        }
        Path name = Path.of(found.parents().get(depth));
        try (SecureDirectoryStream<Path> below = at.newDirectoryStream(name, NOFOLLOW_LINKS)) {
            return descend(below, found, depth + 1, options);
        }
    }
}
