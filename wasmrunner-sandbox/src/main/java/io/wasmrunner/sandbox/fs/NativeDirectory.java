package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.nativeio.Descriptor;
import io.wasmrunner.sandbox.nativeio.NativeErrnos;
import io.wasmrunner.sandbox.nativeio.NativeIo;
import io.wasmrunner.sandbox.quota.Meter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A directory confined by the kernel: every path is resolved with openat2 beneath its descriptor. */
final class NativeDirectory implements Layer {
    private static final int MAX_LINK = 4096;

    private final Descriptor descriptor;
    private final FileStat root;
    private final boolean writable;
    private final Meter disk;

    private NativeDirectory(Descriptor descriptor, FileStat root, boolean writable, Meter disk) {
        this.descriptor = descriptor;
        this.root = root;
        this.writable = writable;
        this.disk = disk;
    }

    static NativeDirectory of(Path hostDirectory, boolean writable, Meter disk) {
        return adopt(handle(hostDirectory), writable, disk);
    }

    static NativeDirectory adopt(int descriptor, boolean writable, Meter disk) {
        return new NativeDirectory(Descriptor.owned(descriptor), NativeStat.of(descriptor), writable, disk);
    }

    static int handle(Path hostDirectory) {
        byte[] path = GuestPath.cString(hostDirectory.toAbsolutePath().toString());
        return NativeErrnos.check(NativeIo.openRoot(path));
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public Opened open(String path, OpenRequest request) {
        GuestPath guestPath = GuestPath.of(path);
        OpenRules.check(guestPath, request, writable);
        byte[] host = GuestPath.cString(guestPath.text());
        long[] stat = new long[NativeIo.STAT_FIELDS];
        int opened = NativeIo.open(descriptor.number(), host, NativeOpenFlags.of(request), stat);
        if (opened < 0) {
            throw openFailure(opened, host, request);
        }
        Descriptor own = Descriptor.owned(opened);
        return NativeStat.of(stat).type() == FileType.DIRECTORY
                ? new NativeDirectory(own, root, writable, disk)
                : new NativeFile(own, request, writable, disk);
    }

    /** A link that was not followed is an ordinary LOOP, unless it would have led out. */
    private ErrnoException openFailure(int failure, byte[] host, OpenRequest request) {
        ErrnoException ordinary = NativeStat.failure(failure);
        if (ordinary.errno() == Errno.LOOP && !request.follow()) {
            long[] stat = new long[NativeIo.STAT_FIELDS];
            if (NativeIo.statAt(descriptor.number(), host, true, stat) == -NativeIo.ESCAPE) {
                return Refusals.escapingLink();
            }
        }
        return ordinary;
    }

    @Override
    public FileStat stat(String path, boolean follow) {
        byte[] host = GuestPath.cString(GuestPath.of(path).text());
        long[] stat = new long[NativeIo.STAT_FIELDS];
        NativeStat.check(NativeIo.statAt(descriptor.number(), host, follow, stat));
        return NativeStat.of(stat);
    }

    @Override
    public void setTimes(String path, boolean follow, FileTimes times) {
        byte[] host = GuestPath.cString(GuestPath.of(path).text());
        int number = changeable();
        NativeStat.check(NativeIo.setTimesAt(
                number,
                host,
                follow,
                NativeTimes.how(times.accessed()),
                NativeTimes.at(times.accessed()),
                NativeTimes.how(times.modified()),
                NativeTimes.at(times.modified())));
    }

    @Override
    public void createDirectory(String path) {
        GuestPath guestPath = GuestPath.of(path);
        int number = changeable();
        rejectDots(guestPath, Errno.EXIST, Errno.EXIST);
        NativeStat.check(NativeIo.createDirectory(number, parent(guestPath), name(guestPath)));
    }

    @Override
    public void removeDirectory(String path) {
        GuestPath guestPath = GuestPath.of(path);
        int number = changeable();
        rejectDots(guestPath, Errno.INVAL, Errno.NOTEMPTY);
        NativeStat.check(NativeIo.remove(number, parent(guestPath), name(guestPath), true));
    }

    @Override
    public void unlink(String path) {
        GuestPath guestPath = GuestPath.of(path);
        int number = changeable();
        rejectDots(guestPath, Errno.ISDIR, Errno.ISDIR);
        NativeStat.check(NativeIo.remove(number, parent(guestPath), name(guestPath), false));
    }

    @Override
    public void symlink(String target, String path) {
        LinkTarget.check(target);
        GuestPath guestPath = GuestPath.of(path);
        int number = changeable();
        rejectDirectoryName(guestPath);
        NativeStat.check(NativeIo.symlink(GuestPath.cString(target), number, parent(guestPath), name(guestPath)));
    }

    @Override
    public String readLink(String path) {
        return textOf(path, true);
    }

    private String textOf(String path, boolean relative) {
        byte[] target = new byte[MAX_LINK];
        byte[] host = GuestPath.cString(GuestPath.of(path).text());
        int length = NativeStat.check(NativeIo.readLink(descriptor.number(), host, target));
        if (relative && length > 0 && target[0] == '/') {
            throw Refusals.absoluteLink();
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(target, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ErrnoException.of(Errno.ILSEQ);
        }
    }

    @Override
    public @Nullable OpenFile openUnlinked(String path, OpenRequest request) {
        int opened = NativeIo.openUnlinked(descriptor.number(), GuestPath.cString(path));
        if (opened < 0) {
            return null;
        }
        NativeFile file = new NativeFile(Descriptor.owned(opened), request, writable, disk);
        if (request.append()) {
            file.setAppending(true);
        }
        return file;
    }

    @Override
    public String linkText(String path) {
        return textOf(path, false);
    }

    @Override
    public void makeLink(String text, String path) {
        GuestPath guestPath = GuestPath.of(path);
        NativeStat.check(NativeIo.symlink(GuestPath.cString(text), changeable(), parent(guestPath), name(guestPath)));
    }

    @Override
    public int permissions() {
        return NativeErrnos.check(NativeIo.permissions(descriptor.number()));
    }

    @Override
    public void setPermissions(int permissions) {
        NativeErrnos.check(NativeIo.setPermissions(changeable(), permissions));
    }

    @Override
    public Meter disk() {
        return disk;
    }

    @Override
    public void link(String path, boolean follow, Directory target, String targetPath) {
        GuestPath from = GuestPath.of(path);
        GuestPath to = GuestPath.of(targetPath);
        NativeDirectory other = other(target);
        if (follow) {
            throw ErrnoException.of(Errno.INVAL);
        }
        if (from.endsInDots() || from.trailingSlash()) {
            // Only a directory can be named this way, and a directory has no second name.
            stat(path, true);
            throw ErrnoException.of(Errno.PERM);
        }
        other.rejectDirectoryName(to);
        NativeStat.check(NativeIo.link(
                descriptor.number(), parent(from), name(from), other.descriptor.number(), parent(to), name(to)));
    }

    @Override
    public void rename(String path, Directory target, String targetPath) {
        GuestPath from = GuestPath.of(path);
        GuestPath to = GuestPath.of(targetPath);
        NativeDirectory other = other(target);
        rejectDots(from, Errno.BUSY, Errno.BUSY);
        other.rejectDots(to, Errno.BUSY, Errno.BUSY);
        NativeStat.check(NativeIo.rename(
                descriptor.number(), parent(from), name(from), other.descriptor.number(), parent(to), name(to)));
    }

    /** The other end of a link or a rename; both ends must be writable. */
    private NativeDirectory other(Directory target) {
        if (!writable || !target.writable()) {
            throw Refusals.readOnly();
        }
        if (!(target instanceof NativeDirectory other)) {
            throw Refusals.otherFileSystem();
        }
        return other;
    }

    @Override
    public List<DirectoryEntry> list() {
        FileStat own = stat();
        boolean top = own.inode() == root.inode() && own.device() == root.device();
        return NativeListing.read(descriptor.number(), own.inode(), top);
    }

    @Override
    public FileStat stat() {
        return NativeStat.of(descriptor.number());
    }

    @Override
    public void setTimes(FileTimes times) {
        int number = changeable();
        NativeErrnos.check(NativeIo.setTimes(
                number,
                NativeTimes.how(times.accessed()),
                NativeTimes.at(times.accessed()),
                NativeTimes.how(times.modified()),
                NativeTimes.at(times.modified())));
    }

    @Override
    public void sync(boolean dataOnly) {
        NativeErrnos.check(NativeIo.sync(descriptor.number(), dataOnly));
    }

    @Override
    public void close() {
        descriptor.close();
    }

    private int changeable() {
        int number = descriptor.number();
        if (!writable) {
            throw Refusals.readOnly();
        }
        return number;
    }

    /**
     * Answers for paths that end in a dot or two: the kernel would take {@code ..} as a name of the parent, and so reach
     * above the root. Such a path must still lead somewhere beneath.
     */
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

    private static byte[] parent(GuestPath path) {
        return GuestPath.cString(path.parent());
    }

    private static byte[] name(GuestPath path) {
        return GuestPath.cString(path.lastWithSlashes());
    }
}
