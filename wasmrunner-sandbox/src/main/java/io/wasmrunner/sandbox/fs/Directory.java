package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import java.util.List;

/**
 * A directory that confines every path given to it: what the path resolves to, through {@code ..}, symbolic links and
 * concurrent renames, lies beneath this directory, or the operation is refused with {@link Errno#PERM}.
 *
 * <p>Paths are relative, separated by {@code /}, in the guest's words; a leading {@code /} is refused with PERM, a NUL
 * fails with INVAL, the empty path with NOENT. The last component is never followed unless a {@code follow}
 * parameter says so. A read-only directory refuses with PERM whatever would change it, and everything opened through it is
 * read-only as well. Every method throws {@link ErrnoException}.
 */
public non-sealed interface Directory extends Opened {

    /** Whether what lies beneath may be changed. */
    boolean writable();

    /**
     * Opens a regular file or a directory. Never blocks: devices, FIFOs and sockets are refused with ACCES.
     *
     * <p>LOOP when the last component is a symbolic link and {@code follow} is off (Linux says NOTDIR when {@code
     * directory} is on); it counts as refused when that link leads out. PERM for writing, creating or truncating in a
     * read-only directory.
     */
    Opened open(String path, OpenRequest request);

    FileStat stat(String path, boolean follow);

    void setTimes(String path, boolean follow, FileTimes times);

    void createDirectory(String path);

    void removeDirectory(String path);

    void unlink(String path);

    /** Makes a symbolic link at {@code path}. An absolute {@code target} is refused with PERM; any other may dangle. */
    void symlink(String target, String path);

    /** The target's text, never longer than the host's limit (4,096 bytes). A target that is absolute is refused with PERM. */
    String readLink(String path);

    /** Makes a hard link; both directories must be writable. A symbolic link itself gets the second name; INVAL with {@code follow}. */
    void link(String path, boolean follow, Directory target, String targetPath);

    void rename(String path, Directory target, String targetPath);

    /** The names as they are now, {@code .} and {@code ..} first. */
    List<DirectoryEntry> list();
}
