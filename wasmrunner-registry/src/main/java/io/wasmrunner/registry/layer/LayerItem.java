package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** What a layer has at some path. */
public sealed interface LayerItem {
    /** Permissions when nobody says otherwise. */
    int FILE_MODE = 0644;

    int PROGRAM_MODE = 0755;

    int FOLDER_MODE = 0755;

    /** @param mode permissions, 0 to 07777 */
    record Folder(int mode) implements LayerItem {}

    /**
     * @param source where its content is read from; the last part must be no link
     * @param size bytes
     * @param expected what the content must be, when somebody has looked at it before
     */
    record File(Path source, long size, int mode, @Nullable Digest expected) implements LayerItem {}

    record Symlink(String target) implements LayerItem {}

    /** What lower layers have there, goes. */
    record Whiteout() implements LayerItem {}

    /** A folder of which nothing in lower layers is seen. */
    record Opaque() implements LayerItem {}

    /** What is at a path of this machine, without what is in it; links are not followed. */
    static LayerItem read(Path file) throws IOException {
        BasicFileAttributes attributes = Trees.attributes(file);
        if (attributes.isDirectory()) {
            return new Folder(FOLDER_MODE);
        }
        if (attributes.isSymbolicLink()) {
            return new Symlink(Files.readSymbolicLink(file).toString());
        }
        return new File(file, attributes.size(), Modes.of(file), null);
    }
}
