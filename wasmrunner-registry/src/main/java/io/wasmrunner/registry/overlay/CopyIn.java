package io.wasmrunner.registry.overlay;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.LayerLimits;
import io.wasmrunner.registry.layer.Trees;
import io.wasmrunner.registry.layer.tar.TarEntry;
import io.wasmrunner.registry.layer.tar.TarFault;
import io.wasmrunner.registry.layer.tar.TarKind;
import io.wasmrunner.registry.layer.tar.TarLimits;
import io.wasmrunner.registry.layer.tar.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;

/**
 * Copies files into a container. Paths are the container's: a link leads where it leads there. Devices and the like are
 * left out.
 */
public final class CopyIn {
    private static final int EXECUTABLE = 0111;

    private final MergedView view;
    private final UpperWriter writer;
    private final Consumer<String> notes;

    /** @param notes is told, in a line each, what was left out */
    public CopyIn(MergedView view, Consumer<String> notes) {
        this.view = view;
        this.writer = new UpperWriter(view);
        this.notes = notes;
    }

    /**
     * Copies a file of the host's, or a folder with what is in it; links in it stay as they are.
     *
     * @param path what it is to be there; the folder it is in must be there
     * @throws RegistryException CONFLICT when a file is to replace a folder, or the other way round
     */
    public void host(Path source, ImagePath path) throws IOException {
        folder(path.parent());
        copy(source, path, 0);
    }

    private void copy(Path source, ImagePath path, int depth) throws IOException {
        if (depth > LayerLimits.DEFAULT.depth()) {
            throw MergedView.tooDeep(LayerLimits.DEFAULT.depth());
        }
        BasicFileAttributes attributes =
                Files.readAttributes(source, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
            writer.folder(path);
            for (Path file : Trees.list(source)) {
                copy(file, path.resolve(file.getFileName().toString()), depth + 1);
            }
        } else if (attributes.isSymbolicLink()) {
            writer.symlink(path, Files.readSymbolicLink(source));
        } else if (attributes.isRegularFile()) {
            try (InputStream content = Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS)) {
                writer.file(
                        path,
                        content,
                        Files.isExecutable(source),
                        attributes.lastModifiedTime().toMillis());
            }
        } else {
            notes.accept("left out " + source + ": devices, FIFOs and sockets are not copied");
        }
    }

    /**
     * Unpacks an archive into a folder.
     *
     * @throws RegistryException NOT_FOUND when the folder is not there; INVALID when the archive is refused, of which what
     *     came before is there then
     */
    public void archive(InputStream archive, ImagePath folder) throws IOException {
        folder(folder);
        TarFault fault = new TarFault("the archive");
        TarReader reader = new TarReader(archive, TarLimits.DEFAULT, fault);
        TarEntry entry = reader.next();
        while (entry != null) {
            unpack(entry, reader, folder, fault);
            entry = reader.next();
        }
    }

    private void folder(ImagePath folder) throws IOException {
        if (!view.isFolder(folder)) {
            throw new RegistryException(
                    RegistryError.NOT_FOUND, "cannot copy into " + folder + ": the container has no such folder");
        }
    }

    private void unpack(TarEntry entry, TarReader reader, ImagePath folder, TarFault fault) throws IOException {
        ImagePath below = path(entry.name(), fault);
        ImagePath path = folder.resolve(below);
        if (below.parts().size() > LayerLimits.DEFAULT.depth()) {
            throw fault.because("a path in it is deeper than " + LayerLimits.DEFAULT.depth() + " folders");
        }
        if (below.isRoot()) {
            if (entry.kind() != TarKind.FOLDER) {
                throw fault.because(entry.name() + " is its root, but no folder");
            }
            return;
        }
        long modified = Math.min(entry.modified(), Long.MAX_VALUE / 2000) * 1000;
        switch (entry.kind()) {
            case FOLDER -> writer.folder(path);
            case FILE -> writer.file(path, content(reader), (entry.mode() & EXECUTABLE) != 0, modified);
            case SYMLINK -> writer.symlink(path, target(entry, fault));
            case HARD_LINK -> hardLink(path, folder.resolve(path(entry.target(), fault)), entry, fault);
            case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO ->
                notes.accept("left out " + path + ": devices and FIFOs are not copied");
        }
    }

    private static ImagePath path(String name, TarFault fault) {
        try {
            return ImagePath.parse(name);
        } catch (IllegalArgumentException e) {
            throw fault.because(name + " " + e.getMessage(), e);
        }
    }

    private static Path target(TarEntry entry, TarFault fault) {
        try {
            if (!entry.target().isEmpty()) {
                return Path.of(entry.target());
            }
        } catch (InvalidPathException e) {
            throw fault.because(entry.name() + " is a link that this machine cannot write", e);
        }
        throw fault.because(entry.name() + " is a symbolic link to nothing");
    }

    /** A copy of its own: the other may be in the lower layer. */
    private void hardLink(ImagePath path, ImagePath target, TarEntry entry, TarFault fault) throws IOException {
        MergedView.Item linked = view.find(view.follow(target.parent(), true).resolve(target.name()));
        if (linked == null || !Files.isRegularFile(linked.shown(), LinkOption.NOFOLLOW_LINKS)) {
            throw fault.because(entry.name() + " is a hard link to " + entry.target() + ", which is no file");
        }
        copy(linked.shown(), path, 0);
    }

    private static InputStream content(TarReader reader) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return length == 0 ? 0 : reader.read(into, offset, length);
            }
        };
    }
}
