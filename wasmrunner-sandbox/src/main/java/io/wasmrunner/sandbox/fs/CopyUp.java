package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import java.util.Arrays;

/**
 * Copies what is about to be changed from the lower layer to the upper one: content, times and permissions; the owner may
 * write to the copy. It appears under its name when it is whole, and what was there before shows until then.
 */
final class CopyUp {
    private static final int CHUNK = 1 << 16;
    private static final int OWNER_WRITE = 0200;
    private static final byte[] ZEROES = new byte[CHUNK];

    private final Place place;
    private final Layers layers;

    private CopyUp(Place place) {
        this.place = place;
        this.layers = place.layers();
    }

    /** Makes the directory that {@code found} is in, or is to be in, with those above it; its path in the upper layer. */
    static String parentOf(OverlayFound found) {
        return new CopyUp(found.place()).directory(found.trail());
    }

    /** Copies what was found, a directory without what is in it; its path in the upper layer. */
    static String of(OverlayFound found) {
        return of(found, true);
    }

    /** As {@link #of(OverlayFound)}; a file's content only when it is wanted. */
    static String of(OverlayFound found, boolean content) {
        if (found.inUpper()) {
            return found.upperPath();
        }
        CopyUp copy = new CopyUp(found.place());
        String directory = copy.directory(found.trail());
        if (found.isItself()) {
            return directory;
        }
        String path = LayerNames.join(directory, found.name());
        copy.entry(found.existing().type(), found.lowerPath(), path, content);
        return path;
    }

    /** The rest of the trail is below what is in the upper layer already. */
    private String directory(Iterable<Level> trail) {
        Layer upper = place.materialise();
        String path = "";
        for (Level level : trail) {
            if (level.upper() != null) {
                path = level.upper();
            } else if (level.lower() != null && !level.equals(first(trail))) {
                path = LayerNames.join(path, lastOf(level.lower()));
                Twins.make(upper, path, layers.lower(), level.lower());
            }
        }
        return path;
    }

    private static Level first(Iterable<Level> trail) {
        return trail.iterator().next();
    }

    private static String lastOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Copies one entry of the lower layer; its directory must be in the upper one. */
    private void entry(FileType type, String lower, String path, boolean content) {
        switch (type) {
            case DIRECTORY -> Twins.make(place.upper(), path, layers.lower(), lower);
            case REGULAR_FILE -> file(lower, path, content);
            case SYMBOLIC_LINK -> link(lower, path);
            case UNKNOWN, BLOCK_DEVICE, CHARACTER_DEVICE, SOCKET_STREAM, FIFO -> throw Refusals.otherFileSystem();
        }
    }

    static void entry(Place place, FileType type, String lower, String path) {
        new CopyUp(place).entry(type, lower, path, true);
    }

    private void link(String lower, String path) {
        String above = LayerNames.dotted(LayerNames.parent(path));
        FileStat before = place.upper().stat(above, false);
        FileStat original = layers.lower().stat(lower, false);
        try {
            place.upper().makeLink(layers.lower().linkText(lower), path);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EXIST) {
                return;
            }
            throw e;
        }
        place.upper().setTimes(path, false, Twins.timesOf(original));
        place.upper().setTimes(above, false, Twins.timesOf(before));
    }

    private void file(String lower, String path, boolean content) {
        String above = LayerNames.dotted(LayerNames.parent(path));
        FileStat before = place.upper().stat(above, false);
        FileStat top = layers.upper().stat();
        long charged = layers.upper().disk().used();
        String unfinished = layers.unfinished();
        boolean done = false;
        try (OpenFile to = (OpenFile) layers.upper().open(unfinished, LayerRequests.MAKE)) {
            copy(lower, to, content);
            done = publish(unfinished, path);
        } finally {
            if (!done) {
                layers.upper().disk().release(layers.upper().disk().used() - charged);
            }
            drop(unfinished);
            layers.upper().setTimes(Twins.timesOf(top));
        }
        place.upper().setTimes(above, false, Twins.timesOf(before));
    }

    private void drop(String unfinished) {
        try {
            layers.upper().unlink(unfinished);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.NOENT) {
                throw e;
            }
        }
    }

    /** Never over what somebody else has put there meanwhile, which then counts; no file, where hard links are unknown. */
    private boolean publish(String unfinished, String path) {
        try {
            layers.upper().link(unfinished, false, place.upper(), path);
            return true;
        } catch (ErrnoException e) {
            switch (e.errno()) {
                case EXIST -> {
                    return false;
                }
                case PERM, NOTSUP, MLINK -> layers.upper().rename(unfinished, place.upper(), path);
                default -> throw e;
            }
            return true;
        }
    }

    private void copy(String lower, OpenFile to, boolean content) {
        try (OpenFile from = (OpenFile) layers.lower().open(lower, LayerRequests.READ)) {
            FileStat original = from.stat();
            if (content) {
                copy(from, to);
            }
            ((Permissions) to).setPermissions(((Permissions) from).permissions() | OWNER_WRITE);
            to.setTimes(Twins.timesOf(original));
        }
    }

    /** Holes, and all else that is nothing but zeroes, become holes. */
    private static void copy(OpenFile from, OpenFile to) {
        byte[] chunk = new byte[CHUNK];
        long position = 0;
        long written = 0;
        int count = from.pread(chunk, 0, CHUNK, 0);
        while (count > 0) {
            if (!Arrays.equals(chunk, 0, count, ZEROES, 0, count)) {
                write(chunk, count, to, position);
                written = position + count;
            }
            position += count;
            count = from.pread(chunk, 0, CHUNK, position);
        }
        if (written < position) {
            to.setSize(position);
        }
    }

    private static void write(byte[] chunk, int count, OpenFile to, long position) {
        int done = 0;
        while (done < count) {
            done += to.pwrite(chunk, done, count - done, position + done);
        }
    }
}
