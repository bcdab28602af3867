package io.wasmrunner.sandbox;

/**
 * The POSIX error names (IEEE Std 1003.1, {@code errno.h}, without the leading E) that an operation on the
 * host can end with. NOTCAPABLE is the one addition, from CloudABI and WASI: the descriptor lacks the right.
 */
public enum Errno {
    TOOBIG("Argument list too long"),
    ACCES("Permission denied"),
    ADDRINUSE("Address in use"),
    ADDRNOTAVAIL("Address not available"),
    AFNOSUPPORT("Address family not supported"),
    AGAIN("Resource temporarily unavailable"),
    ALREADY("Connection already in progress"),
    BADF("Bad file descriptor"),
    BADMSG("Bad message"),
    BUSY("Device or resource busy"),
    CANCELED("Operation canceled"),
    CHILD("No child process"),
    CONNABORTED("Connection aborted"),
    CONNREFUSED("Connection refused"),
    CONNRESET("Connection reset by peer"),
    DEADLK("Resource deadlock would occur"),
    DESTADDRREQ("Destination address required"),
    DOM("Domain error"),
    DQUOT("Disk quota exceeded"),
    EXIST("File exists"),
    FAULT("Bad address"),
    FBIG("File too large"),
    HOSTUNREACH("Host is unreachable"),
    IDRM("Identifier removed"),
    ILSEQ("Illegal byte sequence"),
    INPROGRESS("Operation in progress"),
    INTR("Interrupted system call"),
    INVAL("Invalid argument"),
    IO("I/O error"),
    ISCONN("Socket is connected"),
    ISDIR("Is a directory"),
    LOOP("Too many levels of symbolic links"),
    MFILE("Too many open files"),
    MLINK("Too many links"),
    MSGSIZE("Message too large"),
    MULTIHOP("Multihop attempted"),
    NAMETOOLONG("File name too long"),
    NETDOWN("Network is down"),
    NETRESET("Connection reset by network"),
    NETUNREACH("Network unreachable"),
    NFILE("Too many open files in system"),
    NOBUFS("No buffer space available"),
    NODEV("No such device"),
    NOENT("No such file or directory"),
    NOEXEC("Exec format error"),
    NOLCK("No locks available"),
    NOLINK("Link has been severed"),
    NOMEM("Out of memory"),
    NOMSG("No message of the desired type"),
    NOPROTOOPT("Protocol not available"),
    NOSPC("No space left on device"),
    NOSYS("Function not supported"),
    NOTCONN("Socket not connected"),
    NOTDIR("Not a directory"),
    NOTEMPTY("Directory not empty"),
    NOTRECOVERABLE("State not recoverable"),
    NOTSOCK("Not a socket"),
    NOTSUP("Not supported"),
    NOTTY("Not a tty"),
    NXIO("No such device or address"),
    OVERFLOW("Value too large for data type"),
    OWNERDEAD("Previous owner died"),
    PERM("Operation not permitted"),
    PIPE("Broken pipe"),
    PROTO("Protocol error"),
    PROTONOSUPPORT("Protocol not supported"),
    PROTOTYPE("Protocol wrong type for socket"),
    RANGE("Result not representable"),
    ROFS("Read-only file system"),
    SPIPE("Invalid seek"),
    SRCH("No such process"),
    STALE("Stale file handle"),
    TIMEDOUT("Operation timed out"),
    TXTBSY("Text file busy"),
    XDEV("Cross-device link"),
    NOTCAPABLE("Capabilities insufficient");

    private final String description;

    Errno(String description) {
        this.description = description;
    }

    /** One phrase a person can read, as {@code strerror} gives it. */
    public String description() {
        return description;
    }
}
