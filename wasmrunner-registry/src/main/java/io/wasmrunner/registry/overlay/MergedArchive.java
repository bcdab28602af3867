package io.wasmrunner.registry.overlay;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.LayerItem;
import io.wasmrunner.registry.layer.LayerLimits;
import io.wasmrunner.registry.layer.tar.TarEntry;
import io.wasmrunner.registry.layer.tar.TarWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;

/** Writes what a container sees as an archive: sorted, with times, links as they are, and whether a file can be executed. */
public final class MergedArchive {
    private static final int BUFFER = 1 << 16;

    private final TarWriter tar;
    private final byte[] buffer = new byte[BUFFER];

    private MergedArchive(OutputStream out) {
        this.tar = new TarWriter(out);
    }

    /** All of it, without a folder around; the stream stays open. */
    public static void export(MergedView view, OutputStream out) throws IOException {
        MergedArchive archive = new MergedArchive(out);
        archive.children("", view.root(), 0);
        archive.tar.finish();
    }

    /**
     * One file, or a folder with what is in it, by its last name.
     *
     * @param path links on the way are followed
     * @param follow whether a link at its end is, too
     * @param name what it is called in the archive
     * @throws RegistryException {@link RegistryError#NOT_FOUND} when it is not there
     */
    public static void copyOut(MergedView view, ImagePath path, boolean follow, String name, OutputStream out)
            throws IOException {
        MergedView.Item item = view.existing(view.follow(path, follow));
        MergedArchive archive = new MergedArchive(out);
        archive.add(name, item, 0);
        archive.tar.finish();
    }

    private void children(String prefix, MergedView.Item folder, int depth) throws IOException {
        if (depth > LayerLimits.DEFAULT.depth()) {
            throw MergedView.tooDeep(LayerLimits.DEFAULT.depth());
        }
        for (Map.Entry<String, MergedView.Item> child :
                MergedView.children(folder).entrySet()) {
            add(prefix + child.getKey(), child.getValue(), depth + 1);
        }
    }

    private void add(String name, MergedView.Item item, int depth) throws IOException {
        Path file = item.shown();
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        long modified = Math.max(0, attributes.lastModifiedTime().toMillis() / 1000);
        switch (attributes.isOther() ? null : LayerItem.read(file)) {
            case null -> {
                // A device or the like, which no guest could open either.
            }
            case LayerItem.Folder(int mode) -> {
                tar.begin(TarEntry.folder(name + "/", mode, modified));
                children(name + "/", item, depth);
            }
            case LayerItem.Symlink(String target) -> tar.begin(TarEntry.symlink(name, target, modified));
            case LayerItem.File content -> {
                tar.begin(TarEntry.file(name, content.size(), content.mode(), modified));
                copy(content);
            }
            case LayerItem.Whiteout _, LayerItem.Opaque _ -> throw new IllegalStateException("only layers have those");
        }
    }

    private void copy(LayerItem.File file) throws IOException {
        long left = file.size();
        try (FileChannel channel =
                FileChannel.open(file.source(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            while (left > 0) {
                int count = channel.read(ByteBuffer.wrap(buffer, 0, (int) Math.min(BUFFER, left)));
                if (count < 0) {
                    throw new RegistryException(
                            RegistryError.CONFLICT,
                            "cannot copy " + file.source()
                                    + ": it changed while it was read; pause the container and try again");
                }
                tar.write(buffer, 0, count);
                left -= count;
            }
        }
    }
}
