package io.wasmrunner.registry.overlay;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.LayerItem;
import io.wasmrunner.registry.layer.LayerLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Copies files of a container to the host. Links are copied as they are, and none of those that are in the place of what is
 * copied is written through: a container cannot choose what on the host is changed. Devices and the like are left out.
 */
public final class CopyOut {
    private final Consumer<String> notes;

    /** @param notes is told, in a line each, what was left out */
    public CopyOut(Consumer<String> notes) {
        this.notes = notes;
    }

    /**
     * Copies a file, or a folder with what is in it.
     *
     * @param path without a link on the way, as {@link MergedView#follow} gives it
     * @param target what it is to be; the folder it is in must be there, and may be reached through links
     * @throws RegistryException NOT_FOUND when nothing is there; CONFLICT when a file is to replace a folder
     */
    public void copy(MergedView view, ImagePath path, Path target) throws IOException {
        copy(view.existing(path), target, 0);
    }

    private void copy(MergedView.Item item, Path target, int depth) throws IOException {
        if (depth > LayerLimits.DEFAULT.depth()) {
            throw MergedView.tooDeep(LayerLimits.DEFAULT.depth());
        }
        Path source = item.shown();
        if (Files.readAttributes(source, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            notes.accept("left out " + source.getFileName() + ": devices, FIFOs and sockets are not copied");
            return;
        }
        if (LayerItem.read(source) instanceof LayerItem.Folder) {
            folder(target, depth);
            for (Map.Entry<String, MergedView.Item> child :
                    MergedView.children(item).entrySet()) {
                copy(child.getValue(), target.resolve(child.getKey()), depth + 1);
            }
            return;
        }
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new RegistryException(
                    RegistryError.CONFLICT,
                    "cannot copy to " + target + ": a folder is there, which a file cannot replace");
        }
        Files.deleteIfExists(target);
        Files.copy(source, target, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** Only the user may have chosen a link to a folder, not one who copied here before. */
    private static void folder(Path target, int depth) throws IOException {
        if (depth == 0 ? Files.isDirectory(target) : Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(target)) {
            throw new RegistryException(
                    RegistryError.CONFLICT,
                    "cannot copy to " + target + ": a file is there, which a folder cannot replace");
        }
        Files.deleteIfExists(target);
        Files.createDirectory(target);
    }
}
