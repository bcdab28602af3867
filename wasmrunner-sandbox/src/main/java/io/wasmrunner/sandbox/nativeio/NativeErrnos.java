package io.wasmrunner.sandbox.nativeio;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import org.jspecify.annotations.Nullable;

/** The numbers of Linux's errnos (asm-generic/errno.h, the same on x86-64 and aarch64). */
public final class NativeErrnos {
    private static final @Nullable Errno[] BY_NUMBER = new @Nullable Errno[132];

    static {
        put(1, Errno.PERM);
        put(2, Errno.NOENT);
        put(3, Errno.SRCH);
        put(4, Errno.INTR);
        put(5, Errno.IO);
        put(6, Errno.NXIO);
        put(7, Errno.TOOBIG);
        put(8, Errno.NOEXEC);
        put(9, Errno.BADF);
        put(10, Errno.CHILD);
        put(11, Errno.AGAIN);
        put(12, Errno.NOMEM);
        put(13, Errno.ACCES);
        put(14, Errno.FAULT);
        put(16, Errno.BUSY);
        put(17, Errno.EXIST);
        put(18, Errno.XDEV);
        put(19, Errno.NODEV);
        put(20, Errno.NOTDIR);
        put(21, Errno.ISDIR);
        put(22, Errno.INVAL);
        put(23, Errno.NFILE);
        put(24, Errno.MFILE);
        put(25, Errno.NOTTY);
        put(26, Errno.TXTBSY);
        put(27, Errno.FBIG);
        put(28, Errno.NOSPC);
        put(29, Errno.SPIPE);
        put(30, Errno.ROFS);
        put(31, Errno.MLINK);
        put(32, Errno.PIPE);
        put(33, Errno.DOM);
        put(34, Errno.RANGE);
        put(35, Errno.DEADLK);
        put(36, Errno.NAMETOOLONG);
        put(37, Errno.NOLCK);
        put(38, Errno.NOSYS);
        put(39, Errno.NOTEMPTY);
        put(40, Errno.LOOP);
        put(42, Errno.NOMSG);
        put(43, Errno.IDRM);
        put(67, Errno.NOLINK);
        put(71, Errno.PROTO);
        put(72, Errno.MULTIHOP);
        put(74, Errno.BADMSG);
        put(75, Errno.OVERFLOW);
        put(84, Errno.ILSEQ);
        put(88, Errno.NOTSOCK);
        put(89, Errno.DESTADDRREQ);
        put(90, Errno.MSGSIZE);
        put(91, Errno.PROTOTYPE);
        put(92, Errno.NOPROTOOPT);
        put(93, Errno.PROTONOSUPPORT);
        put(95, Errno.NOTSUP);
        put(97, Errno.AFNOSUPPORT);
        put(98, Errno.ADDRINUSE);
        put(99, Errno.ADDRNOTAVAIL);
        put(100, Errno.NETDOWN);
        put(101, Errno.NETUNREACH);
        put(102, Errno.NETRESET);
        put(103, Errno.CONNABORTED);
        put(104, Errno.CONNRESET);
        put(105, Errno.NOBUFS);
        put(106, Errno.ISCONN);
        put(107, Errno.NOTCONN);
        put(110, Errno.TIMEDOUT);
        put(111, Errno.CONNREFUSED);
        put(113, Errno.HOSTUNREACH);
        put(114, Errno.ALREADY);
        put(115, Errno.INPROGRESS);
        put(116, Errno.STALE);
        put(122, Errno.DQUOT);
        put(125, Errno.CANCELED);
        put(130, Errno.OWNERDEAD);
        put(131, Errno.NOTRECOVERABLE);
    }

    private NativeErrnos() {}

    private static void put(int number, Errno errno) {
        BY_NUMBER[number] = errno;
    }

    /** The name of a number; IO for one that has none here. */
    public static Errno of(int number) {
        Errno errno = number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
        return errno == null ? Errno.IO : errno;
    }

    /** Hands on what is not negative and throws what is. */
    public static int check(int result) {
        if (result < 0) {
            throw failure(result);
        }
        return result;
    }

    public static long check(long result) {
        if (result < 0) {
            throw failure((int) result);
        }
        return result;
    }

    /** The exception for a negative result. */
    public static ErrnoException failure(int result) {
        return ErrnoException.of(of(-result));
    }
}
