package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.quota.Meter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory confined by looking: each component is looked at before it is used. A guest alone cannot get out; a
 * process of the host that changes directories into links at the right moment can lead operations other than open
 * astray, where {@link NativeDirectory} cannot be led.
 */
final class PortableDirectory implements Layer {
    private final PortableWalk.Base base;
    private final FileStat opened;
    private final boolean writable;
    private final Meter disk;
    private boolean closed;

    private PortableDirectory(PortableWalk.Base base, FileStat opened, boolean writable, Meter disk) {
        this.base = base;
        this.opened = opened;
        this.writable = writable;
        this.disk = disk;
    }

    static PortableDirectory of(Path hostDirectory, boolean writable, Meter disk) {
        Path real = HostErrors.call(hostDirectory::toRealPath);
        FileStat stat = PortableStat.of(real);
        if (stat.type() != FileType.DIRECTORY) {
            throw ErrnoException.of(Errno.NOTDIR);
        }
        return new PortableDirectory(new PortableWalk.Base(real, List.of()), stat, writable, disk);
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public Opened open(String path, OpenRequest request) {
        GuestPath guestPath = GuestPath.of(path);
        OpenRules.check(guestPath, request, writable);
        boolean makesIt = request.create() && request.exclusive();
        PortableWalk.Found found = PortableWalk.walk(base(), guestPath, request.follow() && !makesIt);
        if (found.stat().isEmpty()) {
            return PortableOpening.create(found, request, writable, disk);
        }
        if (makesIt) {
            throw ErrnoException.of(Errno.EXIST);
        }
        FileStat stat = found.stat().get();
        return switch (stat.type()) {
            case DIRECTORY -> openDirectory(found, stat, request);
            case REGULAR_FILE -> PortableOpening.openFile(found, request, writable, disk);
            case SYMBOLIC_LINK -> throw linkNotFollowed(guestPath);
            case UNKNOWN, BLOCK_DEVICE, CHARACTER_DEVICE, SOCKET_STREAM, FIFO -> throw Refusals.notAFile();
        };
    }

    private ErrnoException linkNotFollowed(GuestPath path) {
        try {
            PortableWalk.walk(base(), path, true);
        } catch (ErrnoException e) {
            if (e.refusal().isPresent()) {
                return Refusals.escapingLink();
            }
        }
        return ErrnoException.of(Errno.LOOP);
    }

    private Opened openDirectory(PortableWalk.Found found, FileStat stat, OpenRequest request) {
        if (request.write() || request.create() || request.truncate()) {
            throw ErrnoException.of(Errno.ISDIR);
        }
        return new PortableDirectory(found.asBase(), stat, writable, disk);
    }

    @Override
    public FileStat stat(String path, boolean follow) {
        return PortableWalk.walk(base(), GuestPath.of(path), follow).existing();
    }

    @Override
    public void setTimes(String path, boolean follow, FileTimes times) {
        GuestPath guestPath = GuestPath.of(path);
        checkWritable();
        PortableWalk.Found found = PortableWalk.walk(base(), guestPath, follow);
        found.existing();
        PortableTimes.set(found.path(), times);
    }

    @Override
    public void createDirectory(String path) {
        GuestPath guestPath = GuestPath.of(path);
        checkWritable();
        rejectDots(guestPath, Errno.EXIST, Errno.EXIST);
        PortableWalk.Found found = entry(guestPath);
        checkAbsent(found);
        HostErrors.run(() -> Files.createDirectory(found.path()));
    }

    @Override
    public void removeDirectory(String path) {
        GuestPath guestPath = GuestPath.of(path);
        checkWritable();
        rejectDots(guestPath, Errno.INVAL, Errno.NOTEMPTY);
        PortableWalk.Found found = entry(guestPath);
        if (found.existing().type() != FileType.DIRECTORY) {
            throw ErrnoException.of(Errno.NOTDIR);
        }
        HostErrors.run(() -> Files.delete(found.path()));
    }

    @Override
    public void unlink(String path) {
        GuestPath guestPath = GuestPath.of(path);
        checkWritable();
        rejectDots(guestPath, Errno.ISDIR, Errno.ISDIR);
        PortableWalk.Found found = entry(guestPath);
        if (found.existing().type() == FileType.DIRECTORY) {
            throw ErrnoException.of(Errno.ISDIR);
        }
        HostErrors.run(() -> Files.delete(found.path()));
    }

    @Override
    public void symlink(String target, String path) {
        LinkTarget.check(target);
        GuestPath guestPath = GuestPath.of(path);
        checkWritable();
        rejectDirectoryName(guestPath);
        PortableWalk.Found found = entry(guestPath);
        checkAbsent(found);
        HostErrors.run(() -> Files.createSymbolicLink(found.path(), Path.of(target)));
    }

    @Override
    public String readLink(String path) {
        Path target = textOf(path);
        if (target.isAbsolute()) {
            throw Refusals.absoluteLink();
        }
        return target.toString();
    }

    private Path textOf(String path) {
        PortableWalk.Found found = PortableWalk.walk(base(), GuestPath.of(path), false);
        if (found.existing().type() != FileType.SYMBOLIC_LINK) {
            throw ErrnoException.of(Errno.INVAL);
        }
        return HostErrors.call(() -> Files.readSymbolicLink(found.path()));
    }

    @Override
    public @Nullable OpenFile openUnlinked(String path, OpenRequest request) {
        return null;
    }

    @Override
    public String linkText(String path) {
        return textOf(path).toString();
    }

    @Override
    public void makeLink(String text, String path) {
        checkWritable();
        PortableWalk.Found found = entry(GuestPath.of(path));
        HostErrors.run(() -> Files.createSymbolicLink(found.path(), Path.of(text)));
    }

    @Override
    public int permissions() {
        return PortablePermissions.of(base().path());
    }

    @Override
    public void setPermissions(int permissions) {
        checkWritable();
        PortablePermissions.set(base().path(), permissions);
    }

    @Override
    public Meter disk() {
        return disk;
    }

    @Override
    public void link(String path, boolean follow, Directory target, String targetPath) {
        GuestPath from = GuestPath.of(path);
        GuestPath to = GuestPath.of(targetPath);
        PortableDirectory other = other(target);
        if (follow) {
            throw ErrnoException.of(Errno.INVAL);
        }
        if (from.endsInDots() || from.trailingSlash()) {
            // Only a directory can be named this way, and a directory has no second name.
            stat(path, true);
            throw ErrnoException.of(Errno.PERM);
        }
        other.rejectDirectoryName(to);
        PortableWalk.Found source = entry(from);
        PortableWalk.Found destination = other.entry(to);
        FileStat linked = source.existing();
        checkAbsent(destination);
        if (linked.type() == FileType.DIRECTORY) {
            throw ErrnoException.of(Errno.PERM);
        }
        HostErrors.run(() -> Files.createLink(destination.path(), source.path()));
    }

    @Override
    public void rename(String path, Directory target, String targetPath) {
        GuestPath from = GuestPath.of(path);
        GuestPath to = GuestPath.of(targetPath);
        PortableDirectory other = other(target);
        rejectDots(from, Errno.BUSY, Errno.BUSY);
        other.rejectDots(to, Errno.BUSY, Errno.BUSY);
        PortableWalk.Found source = entry(from);
        PortableWalk.Found destination = other.entry(to);
        PortableRename.check(source, destination);
        HostErrors.run(() -> Files.move(source.path(), destination.path(), StandardCopyOption.ATOMIC_MOVE));
    }

    /** The other end of a link or a rename; both ends must be writable. */
    private PortableDirectory other(Directory target) {
        if (!writable || !target.writable()) {
            throw Refusals.readOnly();
        }
        if (!(target instanceof PortableDirectory other)) {
            throw Refusals.otherFileSystem();
        }
        return other;
    }

    @Override
    public List<DirectoryEntry> list() {
        Path path = base().path();
        List<DirectoryEntry> entries = new ArrayList<>();
        entries.add(new DirectoryEntry(".", opened.inode(), FileType.DIRECTORY));
        long parent = base.names().isEmpty()
                ? opened.inode()
                : PortableStat.of(path.getParent()).inode();
        entries.add(new DirectoryEntry("..", parent, FileType.DIRECTORY));
        HostErrors.run(() -> {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
                for (Path child : children) {
                    String name = child.getFileName().toString();
                    PortableStat.find(child)
                            .ifPresent(stat -> entries.add(new DirectoryEntry(name, stat.inode(), stat.type())));
                }
            }
        });
        return entries;
    }

    @Override
    public FileStat stat() {
        return PortableStat.of(base().path());
    }

    @Override
    public void setTimes(FileTimes times) {
        checkWritable();
        PortableTimes.set(base().path(), times);
    }

    /** java.nio has no way to ask for it; the host writes directories out by itself. */
    @Override
    public void sync(boolean dataOnly) {
        base();
    }

    @Override
    public void close() {
        closed = true;
    }

    private PortableWalk.Found entry(GuestPath path) {
        return PortableWalk.walkToEntry(base(), path);
    }

    /** Where this directory is, as long as it is still what was opened. */
    private PortableWalk.Base base() {
        if (closed) {
            throw ErrnoException.of(Errno.BADF);
        }
        if (!Files.isDirectory(base.path(), LinkOption.NOFOLLOW_LINKS)
                || !PortableStat.same(PortableStat.of(base.path()), opened)) {
            throw ErrnoException.of(Errno.NOENT);
        }
        return base;
    }

    private void checkWritable() {
        if (closed) {
            throw ErrnoException.of(Errno.BADF);
        }
        if (!writable) {
            throw Refusals.readOnly();
        }
    }

    /** Answers for paths that end in a dot or two, which no entry can be made, removed or moved by. */
    private void rejectDots(GuestPath path, Errno one, Errno two) {
        if (path.endsInDots()) {
            stat(path.text(), true);
            throw ErrnoException.of(path.last().equals(".") ? one : two);
        }
    }

    /** A new name for anything but a directory cannot end in a slash: what is there already decides the error. */
    private void rejectDirectoryName(GuestPath path) {
        if (path.endsInDots() || path.trailingSlash()) {
            stat(path.text(), true);
            throw ErrnoException.of(Errno.EXIST);
        }
    }

    private static void checkAbsent(PortableWalk.Found found) {
        if (found.stat().isPresent()) {
            throw ErrnoException.of(Errno.EXIST);
        }
    }
}
