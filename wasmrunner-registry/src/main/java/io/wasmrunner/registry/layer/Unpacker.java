package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.file.FailPoint;
import io.wasmrunner.registry.layer.tar.TarEntry;
import io.wasmrunner.registry.layer.tar.TarFault;
import io.wasmrunner.registry.layer.tar.TarKind;
import io.wasmrunner.registry.layer.tar.TarReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Unpacks one archive into an empty folder that nobody else writes to. Whatever it makes is made anew and beneath a folder
 * that it made itself: links are kept as they are and never followed, and all that would need one to be is refused. Files
 * become read-only; owners, setuid and the like, devices and FIFOs are left out.
 */
final class Unpacker {
    private static final int BUFFER = 1 << 16;

    private final Path root;
    private final LayerLimits limits;
    private final TarFault fault;
    private final Consumer<String> notes;
    private final Unpacked made = new Unpacked(TarKind.FOLDER);
    private final Whiteouts whiteouts = Whiteouts.none();
    private final List<Path> written = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private int count;

    /** @param notes is told, in a line each, what was left out */
    Unpacker(Path root, LayerLimits limits, TarFault fault, Consumer<String> notes) {
        this.root = root;
        this.limits = limits;
        this.fault = fault;
        this.notes = notes;
    }

    /**
     * Unpacks all of it.
     *
     * @throws RegistryException when something in it is refused; what was unpacked until then is there
     */
    Whiteouts unpack(TarReader archive) throws IOException {
        TarEntry entry = archive.next();
        while (entry != null) {
            FailPoint.reach("layer.entry");
            unpack(entry, archive);
            entry = archive.next();
        }
        return whiteouts;
    }

    /** Files and folders that must be synced before the tree is whole. */
    List<Path> written() {
        return written;
    }

    private void unpack(TarEntry entry, TarReader archive) throws IOException {
        ImagePath path = path(entry.name(), entry.name());
        if (path.isRoot()) {
            if (entry.kind() != TarKind.FOLDER) {
                throw fault.because(entry.name() + " is its root, but no folder");
            }
            return;
        }
        for (String part : path.parent().parts()) {
            if (part.startsWith(Whiteouts.PREFIX)) {
                throw fault.because(entry.name() + " lies in a whiteout");
            }
        }
        if (path.name().startsWith(Whiteouts.PREFIX)) {
            whiteout(path, entry);
        } else if (entry.kind().isSpecial()) {
            notes.accept("left out " + path + ": devices and FIFOs are not unpacked");
        } else {
            make(path, entry, archive);
        }
    }

    private ImagePath path(String name, String entry) {
        ImagePath path;
        try {
            path = ImagePath.parse(name);
        } catch (IllegalArgumentException e) {
            throw fault.because(entry + " " + e.getMessage(), e);
        }
        if (path.parts().size() > limits.depth()) {
            throw fault.because("a path in it is deeper than " + limits.depth() + " folders");
        }
        return path;
    }

    private void whiteout(ImagePath path, TarEntry entry) {
        String name = path.name();
        if (entry.kind() != TarKind.FILE) {
            throw fault.because(entry.name() + " has the name of a whiteout, but is no plain file");
        }
        if (name.equals(Whiteouts.OPAQUE)) {
            whiteouts.emptied().add(path.parent());
        } else if (name.startsWith(Whiteouts.META)) {
            notes.accept("left out " + path + ": it is for AUFS only");
        } else {
            String hidden = name.substring(Whiteouts.PREFIX.length());
            if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
                throw fault.because(entry.name() + " is a whiteout of nothing");
            }
            whiteouts.removed().add(path.parent().resolve(hidden));
        }
    }

    private void make(ImagePath path, TarEntry entry, TarReader archive) throws IOException {
        Unpacked folder = folder(path.parent(), entry);
        Unpacked before = folder.child(path.name());
        ImagePath target = entry.kind() == TarKind.HARD_LINK ? path(entry.target(), entry.target()) : ImagePath.ROOT;
        if (entry.kind() == TarKind.HARD_LINK && target.equals(path)) {
            checkLinked(target, entry);
            return;
        }
        boolean stays = before != null && before.kind() == TarKind.FOLDER && entry.kind() == TarKind.FOLDER;
        if (before != null && !stays) {
            Trees.delete(file(path));
            folder.remove(path.name());
        }
        switch (entry.kind()) {
            case FOLDER -> {
                if (!stays) {
                    makeFolder(path, folder);
                }
            }
            case FILE -> {
                writeFile(path, entry, archive);
                folder.put(path.name(), new Unpacked(TarKind.FILE));
            }
            case SYMLINK -> {
                makeLink(path, entry);
                folder.put(path.name(), new Unpacked(TarKind.SYMLINK));
            }
            case HARD_LINK -> {
                checkLinked(target, entry);
                Files.createLink(file(path), file(target));
                folder.put(path.name(), new Unpacked(TarKind.FILE));
            }
            case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> throw new IllegalStateException("left out before");
        }
    }

    private void checkLinked(ImagePath target, TarEntry entry) {
        Unpacked linked = made.find(target);
        if (linked == null || linked.kind() != TarKind.FILE) {
            throw fault.because(
                    entry.name() + " is a hard link to " + entry.target() + ", which is no file of the same layer");
        }
    }

    /** A folder that this unpacking made; those that are only mentioned are made too. */
    private Unpacked folder(ImagePath path, TarEntry entry) throws IOException {
        Unpacked at = made;
        ImagePath here = ImagePath.ROOT;
        for (String part : path.parts()) {
            here = here.resolve(part);
            Unpacked next = at.child(part);
            if (next == null) {
                makeFolder(here, at);
                next = at.child(part);
            }
            if (next == null || next.kind() != TarKind.FOLDER) {
                throw fault.because(entry.name() + " lies beneath " + here + ", which is "
                        + (next != null && next.kind() == TarKind.SYMLINK ? "a symbolic link" : "a file"));
            }
            at = next;
        }
        return at;
    }

    private void makeFolder(ImagePath path, Unpacked parent) throws IOException {
        if (++count > limits.entries()) {
            throw fault.because("it has more than " + limits.entries() + " folders");
        }
        Path folder = file(path);
        Files.createDirectory(folder, Modes.FOLDER);
        parent.put(path.name(), new Unpacked(TarKind.FOLDER));
        written.add(folder);
    }

    private void writeFile(ImagePath path, TarEntry entry, TarReader archive) throws IOException {
        Path file = file(path);
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                Modes.isExecutable(entry.mode()) ? Modes.READ_ONLY_PROGRAM : Modes.READ_ONLY)) {
            int length = 0;
            while (length >= 0) {
                length = archive.read(buffer.array(), 0, BUFFER);
                buffer.clear().limit(Math.max(0, length));
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
        }
        Files.setLastModifiedTime(file, FileTime.fromMillis(Modes.millis(entry.modified())));
        written.add(file);
    }

    private void makeLink(ImagePath path, TarEntry entry) throws IOException {
        if (entry.target().isEmpty() || entry.target().indexOf('\0') >= 0) {
            throw fault.because(entry.name() + " is a symbolic link to nothing");
        }
        Files.createSymbolicLink(file(path), of(entry.target()));
    }

    private Path file(ImagePath path) {
        return root.resolve(of(path.text()));
    }

    private Path of(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw fault.because(
                    "this machine cannot write the name " + text + " (" + e.getReason()
                            + "); run with a UTF-8 locale, as LC_ALL=C.UTF-8",
                    e);
        }
    }
}
