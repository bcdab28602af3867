package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Resolves a path one component after the other beneath a directory and reads every symbolic link itself. Between
 * that look and the use of what it found, another process of the host can still change a directory into a link.
 */
final class PortableWalk {
    /** As many as Linux follows. */
    private static final int MAX_LINKS = 40;

    private final Path mount;
    private final int floor;
    private final Deque<String> pending = new ArrayDeque<>();
    private final List<String> names;
    private boolean mustBeDirectory;
    private int links;

    private PortableWalk(Base base, GuestPath path) {
        this.mount = base.mount();
        this.floor = base.names().size();
        this.names = new ArrayList<>(base.names());
        this.mustBeDirectory = path.trailingSlash();
        this.pending.addAll(path.components());
    }

    /** The directory that a path starts at and never leaves: {@code names} beneath {@code mount}, none of them a link. */
    record Base(Path mount, List<String> names) {
        Base {
            names = List.copyOf(names);
        }

        Path path() {
            return join(mount, names);
        }
    }

    /**
     * Where a path ends.
     *
     * @param parents the real directories from the mount down to the one that holds {@code name}
     * @param name the last component, or {@code .} for a directory reached by dots alone
     * @param stat its state, empty when there is none
     * @param mustBeDirectory the path, or the link it ended in, has a slash at its end
     */
    record Found(Path mount, List<String> parents, String name, Optional<FileStat> stat, boolean mustBeDirectory) {
        Found {
            parents = List.copyOf(parents);
        }

        Path path() {
            Path at = join(mount, parents);
            return name.equals(".") ? at : at.resolve(name);
        }

        /** What was found, as a place to start from. */
        Base asBase() {
            List<String> names = new ArrayList<>(parents);
            if (!name.equals(".")) {
                names.add(name);
            }
            return new Base(mount, names);
        }

        FileStat existing() {
            FileStat found = stat.orElseThrow(() -> ErrnoException.of(Errno.NOENT));
            if (mustBeDirectory && found.type() != FileType.DIRECTORY) {
                throw ErrnoException.of(Errno.NOTDIR);
            }
            return found;
        }
    }

    /** Follows the last component when {@code follow} is on or a slash stands behind it. */
    static Found walk(Base base, GuestPath path, boolean follow) {
        return new PortableWalk(base, path).run(follow || path.trailingSlash());
    }

    /** Never follows the last component, whatever stands behind it. */
    static Found walkToEntry(Base base, GuestPath path) {
        return new PortableWalk(base, path).run(false);
    }

    private static Path join(Path mount, List<String> names) {
        Path at = mount;
        for (String name : names) {
            at = at.resolve(name);
        }
        return at;
    }

    private Found run(boolean follow) {
        while (!pending.isEmpty()) {
            String name = pending.remove();
            if (name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                if (names.size() == floor) {
                    throw Refusals.escape();
                }
                names.removeLast();
                continue;
            }
            Path child = child(name);
            Optional<FileStat> stat = PortableStat.find(child);
            boolean last = pending.isEmpty();
            if (stat.isPresent() && stat.get().type() == FileType.SYMBOLIC_LINK && (!last || follow)) {
                pushTarget(child);
                continue;
            }
            if (last) {
                return new Found(mount, names, name, stat, mustBeDirectory);
            }
            if (stat.isEmpty()) {
                throw ErrnoException.of(Errno.NOENT);
            }
            if (stat.get().type() != FileType.DIRECTORY) {
                throw ErrnoException.of(Errno.NOTDIR);
            }
            names.add(name);
        }
        return new Found(mount, names, ".", PortableStat.find(join(mount, names)), mustBeDirectory);
    }

    private void pushTarget(Path link) {
        if (++links > MAX_LINKS) {
            throw ErrnoException.of(Errno.LOOP);
        }
        String target = HostErrors.call(() -> Files.readSymbolicLink(link))
                .toString()
                .replace(link.getFileSystem().getSeparator(), "/");
        if (target.startsWith("/") || Path.of(target).isAbsolute()) {
            throw Refusals.escape();
        }
        if (pending.isEmpty() && target.endsWith("/")) {
            mustBeDirectory = true;
        }
        List<String> components = GuestPath.components(target);
        for (int i = components.size() - 1; i >= 0; i--) {
            pending.push(components.get(i));
        }
    }

    private Path child(String name) {
        if (GuestPath.nameTooLong(name)) {
            throw ErrnoException.of(Errno.NAMETOOLONG);
        }
        Path single;
        try {
            single = mount.getFileSystem().getPath(name);
        } catch (InvalidPathException e) {
            throw ErrnoException.of(Errno.ILSEQ);
        }
        // On Windows a name such as C: or a\b is more than a name.
        if (single.isAbsolute()
                || single.getNameCount() != 1
                || !single.toString().equals(name)) {
            throw Refusals.escape();
        }
        return join(mount, names).resolve(single);
    }
}
