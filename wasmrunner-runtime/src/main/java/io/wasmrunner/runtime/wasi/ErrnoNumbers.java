package io.wasmrunner.runtime.wasi;

import io.wasmrunner.sandbox.Errno;

/** The numbers that preview 1 gives to errors ({@code $errno} in {@code typenames.witx}). */
final class ErrnoNumbers {
    static final int SUCCESS = 0;

    private ErrnoNumbers() {}

    static int of(Errno errno) {
        return switch (errno) {
            case TOOBIG -> 1;
            case ACCES -> 2;
            case ADDRINUSE -> 3;
            case ADDRNOTAVAIL -> 4;
            case AFNOSUPPORT -> 5;
            case AGAIN -> 6;
            case ALREADY -> 7;
            case BADF -> 8;
            case BADMSG -> 9;
            case BUSY -> 10;
            case CANCELED -> 11;
            case CHILD -> 12;
            case CONNABORTED -> 13;
            case CONNREFUSED -> 14;
            case CONNRESET -> 15;
            case DEADLK -> 16;
            case DESTADDRREQ -> 17;
            case DOM -> 18;
            case DQUOT -> 19;
            case EXIST -> 20;
            case FAULT -> 21;
            case FBIG -> 22;
            case HOSTUNREACH -> 23;
            case IDRM -> 24;
            case ILSEQ -> 25;
            case INPROGRESS -> 26;
            case INTR -> 27;
            case INVAL -> 28;
            case IO -> 29;
            case ISCONN -> 30;
            case ISDIR -> 31;
            case LOOP -> 32;
            case MFILE -> 33;
            case MLINK -> 34;
            case MSGSIZE -> 35;
            case MULTIHOP -> 36;
            case NAMETOOLONG -> 37;
            case NETDOWN -> 38;
            case NETRESET -> 39;
            case NETUNREACH -> 40;
            case NFILE -> 41;
            case NOBUFS -> 42;
            case NODEV -> 43;
            case NOENT -> 44;
            case NOEXEC -> 45;
            case NOLCK -> 46;
            case NOLINK -> 47;
            case NOMEM -> 48;
            case NOMSG -> 49;
            case NOPROTOOPT -> 50;
            case NOSPC -> 51;
            case NOSYS -> 52;
            case NOTCONN -> 53;
            case NOTDIR -> 54;
            case NOTEMPTY -> 55;
            case NOTRECOVERABLE -> 56;
            case NOTSOCK -> 57;
            case NOTSUP -> 58;
            case NOTTY -> 59;
            case NXIO -> 60;
            case OVERFLOW -> 61;
            case OWNERDEAD -> 62;
            case PERM -> 63;
            case PIPE -> 64;
            case PROTO -> 65;
            case PROTONOSUPPORT -> 66;
            case PROTOTYPE -> 67;
            case RANGE -> 68;
            case ROFS -> 69;
            case SPIPE -> 70;
            case SRCH -> 71;
            case STALE -> 72;
            case TIMEDOUT -> 73;
            case TXTBSY -> 74;
            case XDEV -> 75;
            case NOTCAPABLE -> 76;
        };
    }
}
