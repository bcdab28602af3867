package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import java.util.List;

/**
 * One directory laid over another, as overlayfs does it (Linux, Documentation/filesystems/overlayfs.rst): what is changed
 * is changed in the upper layer, of which the lower one's shows all that is not hidden there. It resolves paths itself and
 * leaves it to its layers to confine them.
 */
final class OverlayDirectory implements Directory {
    private final Place place;
    private final Layers layers;
    private final boolean writable;
    private boolean closed;

    private OverlayDirectory(Place place) {
        this.place = place;
        this.layers = place.layers();
        this.writable = layers.upper().writable();
    }

    static OverlayDirectory of(Layer lower, Layer upper) {
        return new OverlayDirectory(Place.top(new Layers(lower, upper)));
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public Opened open(String path, OpenRequest request) {
        GuestPath guestPath = GuestPath.of(path);
        OpenRules.check(guestPath, request, writable);
        checkOpen();
        OpenFile plain = PlainReading.open(place, guestPath, request);
        if (plain != null) {
            return plain;
        }
        boolean makesIt = request.create() && request.exclusive();
        OverlayFound found = walk(guestPath, request.follow() && !makesIt);
        FileStat stat = found.stat();
        if (stat == null) {
            return create(found, request);
        }
        if (makesIt) {
            throw ErrnoException.of(Errno.EXIST);
        }
        return switch (stat.type()) {
            case DIRECTORY -> openDirectory(found, request);
            case REGULAR_FILE -> openFile(found, request);
            case SYMBOLIC_LINK -> throw linkNotFollowed(guestPath);
            case UNKNOWN, BLOCK_DEVICE, CHARACTER_DEVICE, SOCKET_STREAM, FIFO -> throw Refusals.notAFile();
        };
    }

    private static Opened create(OverlayFound found, OpenRequest request) {
        if (!request.create()) {
            throw ErrnoException.of(Errno.NOENT);
        }
        if (found.mustBeDirectory()) {
            throw ErrnoException.of(Errno.ISDIR);
        }
        String path = makeRoom(found);
        return found.place().upper().open(path, LayerRequests.making(request));
    }

    private Opened openDirectory(OverlayFound found, OpenRequest request) {
        if (request.write() || request.create() || request.truncate()) {
            throw ErrnoException.of(Errno.ISDIR);
        }
        return new OverlayDirectory(OverlayPlaces.of(found));
    }

    private Opened openFile(OverlayFound found, OpenRequest request) {
        if (request.directory() || found.mustBeDirectory()) {
            throw ErrnoException.of(Errno.NOTDIR);
        }
        OpenRequest existing = LayerRequests.existing(request);
        if (!found.inUpper() && !request.write() && !request.truncate()) {
            OpenFile file = (OpenFile) layers.lower().open(found.lowerPath(), existing);
            return writable ? new LowerFile(place, found.path(), file, existing) : file;
        }
        String path = CopyUp.of(found, !request.truncate());
        return place.upper().open(path, existing);
    }

    private ErrnoException linkNotFollowed(GuestPath path) {
        try {
            walk(path, true);
        } catch (ErrnoException e) {
            if (e.refusal().isPresent()) {
                return Refusals.escapingLink();
            }
        }
        return ErrnoException.of(Errno.LOOP);
    }

    @Override
    public FileStat stat(String path, boolean follow) {
        return walk(GuestPath.of(path), follow).existing();
    }

    @Override
    public void setTimes(String path, boolean follow, FileTimes times) {
        GuestPath guestPath = GuestPath.of(path);
        checkWritable();
        OverlayFound found = walk(guestPath, follow);
        found.existing();
        String copy = LayerNames.dotted(CopyUp.of(found));
        place.upper().setTimes(copy, false, times);
    }

    @Override
    public void createDirectory(String path) {
        GuestPath guestPath = GuestPath.of(path);
        checkWritable();
        rejectDots(guestPath, Errno.EXIST, Errno.EXIST);
        OverlayFound found = entry(guestPath);
        checkAbsent(found);
        String made = makeRoom(found);
        place.upper().createDirectory(made);
    }

    @Override
    public void removeDirectory(String path) {
        GuestPath guestPath = GuestPath.of(path);
        checkWritable();
        rejectDots(guestPath, Errno.INVAL, Errno.NOTEMPTY);
        OverlayFound found = entry(guestPath);
        if (found.existing().type() != FileType.DIRECTORY) {
            throw ErrnoException.of(Errno.NOTDIR);
        }
        Removal.directory(found);
    }

    @Override
    public void unlink(String path) {
        GuestPath guestPath = GuestPath.of(path);
        checkWritable();
        rejectDots(guestPath, Errno.ISDIR, Errno.ISDIR);
        OverlayFound found = entry(guestPath);
        if (found.existing().type() == FileType.DIRECTORY) {
            throw ErrnoException.of(Errno.ISDIR);
        }
        Removal.file(found);
    }

    @Override
    public void symlink(String target, String path) {
        LinkTarget.check(target);
        GuestPath guestPath = GuestPath.of(path);
        checkWritable();
        rejectDirectoryName(guestPath);
        OverlayFound found = entry(guestPath);
        checkAbsent(found);
        String made = makeRoom(found);
        place.upper().symlink(target, made);
    }

    @Override
    public String readLink(String path) {
        OverlayFound found = walk(GuestPath.of(path), false);
        if (found.existing().type() != FileType.SYMBOLIC_LINK) {
            throw ErrnoException.of(Errno.INVAL);
        }
        return found.inUpper()
                ? place.upper().readLink(found.upperPath())
                : layers.lower().readLink(found.lowerPath());
    }

    @Override
    public void link(String path, boolean follow, Directory target, String targetPath) {
        GuestPath from = GuestPath.of(path);
        GuestPath to = GuestPath.of(targetPath);
        OverlayDirectory other = other(target);
        if (follow) {
            throw ErrnoException.of(Errno.INVAL);
        }
        if (from.endsInDots() || from.trailingSlash()) {
            // Only a directory can be named this way, and a directory has no second name.
            stat(path, true);
            throw ErrnoException.of(Errno.PERM);
        }
        other.rejectDirectoryName(to);
        OverlayFound source = entry(from);
        OverlayFound destination = other.entry(to);
        FileStat linked = source.existing();
        checkAbsent(destination);
        if (linked.type() == FileType.DIRECTORY) {
            throw ErrnoException.of(Errno.PERM);
        }
        String made = makeRoom(destination);
        String copy = CopyUp.of(source);
        place.upper().link(copy, false, other.place.upper(), made);
    }

    @Override
    public void rename(String path, Directory target, String targetPath) {
        GuestPath from = GuestPath.of(path);
        GuestPath to = GuestPath.of(targetPath);
        OverlayDirectory other = other(target);
        rejectDots(from, Errno.BUSY, Errno.BUSY);
        other.rejectDots(to, Errno.BUSY, Errno.BUSY);
        OverlayRename.run(entry(from), other.entry(to));
    }

    /** The other end of a link or a rename; both ends must be writable, and of one overlay. */
    private OverlayDirectory other(Directory target) {
        if (!writable || !target.writable()) {
            throw Refusals.readOnly();
        }
        if (!(target instanceof OverlayDirectory other) || !other.layers.equals(layers)) {
            throw Refusals.otherFileSystem();
        }
        return other;
    }

    @Override
    public List<DirectoryEntry> list() {
        Level level = level();
        return Merged.listOpen(place, level, stat().inode());
    }

    @Override
    public FileStat stat() {
        Level level = level();
        return level.upper() != null
                ? place.upper().stat()
                : layers.lower().stat(LayerNames.dotted(level.lowerPath()), false);
    }

    @Override
    public void setTimes(FileTimes times) {
        checkWritable();
        level();
        place.materialise().setTimes(times);
    }

    @Override
    public void sync(boolean dataOnly) {
        if (level().upper() != null) {
            place.upper().sync(dataOnly);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            place.release();
        }
    }

    private OverlayFound walk(GuestPath path, boolean follow) {
        checkOpen();
        return OverlayWalk.walk(place, path, follow);
    }

    private OverlayFound entry(GuestPath path) {
        checkOpen();
        return OverlayWalk.walkToEntry(place, path);
    }

    private Level level() {
        checkOpen();
        return place.level();
    }

    private void checkOpen() {
        if (closed) {
            throw ErrnoException.of(Errno.BADF);
        }
    }

    private void checkWritable() {
        checkOpen();
        if (!writable) {
            throw Refusals.readOnly();
        }
    }

    /** Where something new can be made in the upper layer. A whiteout of the name stays: it hides what is below only. */
    private static String makeRoom(OverlayFound found) {
        if (LayerNames.isHidden(found.name())) {
            throw Refusals.layersName();
        }
        return LayerNames.join(CopyUp.parentOf(found), found.name());
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

    private static void checkAbsent(OverlayFound found) {
        if (found.stat() != null) {
            throw ErrnoException.of(Errno.EXIST);
        }
    }
}
