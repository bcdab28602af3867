package io.wasmrunner.sandbox.nativeio;

/**
 * The functions of the native library (src/main/native). Each returns zero, a count or a descriptor, or a negative
 * errno for {@link NativeErrnos}. Paths are UTF-8 with a NUL behind them; a stat is eight longs in the order of
 * FileStat. Ranges of arrays are not checked here.
 */
public final class NativeIo {
    /** A path led out of the directory that it was resolved beneath. */
    public static final int ESCAPE = 5001;

    /** What was to be opened is neither a regular file nor a directory. */
    public static final int NOT_A_FILE = 5002;

    /** No answer within the time given, for the calls that take milliseconds. */
    public static final int AGAIN = -11;

    public static final int STAT_FIELDS = 8;

    private NativeIo() {}

    static native int probe();

    /** Of all of {@code data}; {@code into} takes 32 bytes. */
    public static native int sha256(byte[] data, byte[] into);

    public static native int openRoot(byte[] path);

    public static native int open(int dir, byte[] path, int flags, long[] stat);

    /** A regular file to read, with no link in its path; anything else fails. */
    public static native int openUnlinked(int dir, byte[] path);

    public static native int close(int descriptor);

    public static native int stat(int descriptor, long[] stat);

    public static native int statAt(int dir, byte[] path, boolean follow, long[] stat);

    /** The nine bits of who may do what. */
    public static native int permissions(int descriptor);

    public static native int setPermissions(int descriptor, int permissions);

    /** How: 0 keeps a time, 1 sets it to now, 2 to the nanoseconds given. */
    public static native int setTimes(int descriptor, int accessedHow, long accessed, int modifiedHow, long modified);

    public static native int setTimesAt(
            int dir, byte[] path, boolean follow, int accessedHow, long accessed, int modifiedHow, long modified);

    public static native int readLink(int dir, byte[] path, byte[] into);

    public static native int createDirectory(int dir, byte[] parent, byte[] name);

    public static native int remove(int dir, byte[] parent, byte[] name, boolean directory);

    public static native int symlink(byte[] target, int dir, byte[] parent, byte[] name);

    public static native int link(
            int fromDir, byte[] fromParent, byte[] fromName, int toDir, byte[] toParent, byte[] toName);

    public static native int rename(
            int fromDir, byte[] fromParent, byte[] fromName, int toDir, byte[] toParent, byte[] toName);

    /** A negative position stands for the descriptor's own offset, here and in {@link #write}. */
    public static native int read(int descriptor, byte[] into, int offset, int length, long position);

    public static native int write(int descriptor, byte[] from, int offset, int length, long position);

    public static native long seek(int descriptor, long offset, int whence);

    public static native int setSize(int descriptor, long size);

    public static native int allocate(int descriptor, long offset, long length);

    public static native int sync(int descriptor, boolean dataOnly);

    public static native int setAppending(int descriptor, boolean appending);

    public static native int rewind(int descriptor);

    /** The next records of getdents64(2), 0 after the last. */
    public static native int list(int descriptor, byte[] into);

    /** The ordinal of a HostStream.Kind. */
    public static native int kind(int descriptor);

    public static native long available(int descriptor);

    public static native int readStream(int descriptor, byte[] into, int offset, int length, int milliseconds);

    public static native int writeStream(
            int descriptor, int kind, byte[] from, int offset, int length, int milliseconds);

    public static native int poll(int[] descriptors, int[] wants, int[] answers, int count, long nanoseconds);

    public static native int listen(byte[] address, int port);

    public static native int localPort(int descriptor);

    public static native int accept(int descriptor, int milliseconds);

    public static native int receive(
            int descriptor, byte[] into, int offset, int length, boolean peek, int milliseconds);

    public static native int setReceiveLowWater(int descriptor, int bytes);

    public static native int shutdown(int descriptor, boolean reading, boolean writing);

    /** The address of one end of a connection and its port, high byte first; how many bytes the address has. */
    public static native int endpoint(int descriptor, boolean peer, byte[] into);

    /** The errno that a connection has waiting (SO_ERROR), which is none afterwards. */
    public static native int takeError(int descriptor);

    /** Two connected sockets of packets. */
    public static native int packetPair(int[] into);

    public static native int sendPacket(int descriptor, byte[] packet);

    /** The length of the next packet, 0 at the end; {@code passed} holds the descriptor that came along, or -1. */
    public static native int receivePacket(int descriptor, byte[] into, int[] passed, int milliseconds);

    /** 0 for a folder of this user's alone, 1 when others may write to it, 2 for another user's. */
    public static native int ownership(byte[] path);

    /** A file in memory with a copy of {@code content} in it, sealed against every change. */
    public static native int memoryFile(byte[] content);

    /** A file in memory of so many bytes, all zero: they can be written to, but their number cannot change. */
    public static native int sharedMemory(int bytes);

    /** A stream connected to the Unix socket of that name in a folder, whose path may be of any length. */
    public static native int connect(byte[] folder, byte[] name);

    /** The process that has locked a file for writing (fcntl(2)), 0 when none has. */
    public static native int lockHolder(byte[] path);

    /** Two connected stream sockets. */
    public static native int socketPair(int[] into);

    /**
     * Starts a program with an empty environment and the standard streams of this process. Descriptor 3 there is
     * {@code third}, the next ones are {@code others}, and there are no more.
     */
    public static native int spawn(byte[] path, int third, int[] others);

    /** _exit(2). */
    public static native void exit(int code);

    /** From now on a signal that asks this process to end goes to {@code pid} instead; 0 ends that. */
    public static native int forwardSignals(int pid);

    /** Waits for a child to end: its exit status, or 128 and the signal that ended it. */
    public static native int await(int pid);
}
