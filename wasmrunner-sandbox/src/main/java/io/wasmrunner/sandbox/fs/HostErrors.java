package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.io.GuestInterruptedException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns java.nio's exceptions into errnos, and drops the host path that they carry. */
final class HostErrors {
    private static final Map<String, Errno> BY_DESCRIPTION = Arrays.stream(Errno.values())
            .collect(Collectors.toMap(Errno::description, Function.identity(), (first, second) -> first));

    private HostErrors() {}

    /** A call of java.nio. */
    interface HostCall<T> {
        T run() throws IOException;
    }

    /** A call of java.nio without a result. */
    interface HostAction {
        void run() throws IOException;
    }

    static void run(HostAction action) {
        call(() -> {
            action.run();
            return true;
        });
    }

    static <T> T call(HostCall<T> call) {
        try {
            return call.run();
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new GuestInterruptedException();
        } catch (IOException e) {
            throw ErrnoException.of(errnoOf(e));
        } catch (NonReadableChannelException | NonWritableChannelException e) {
            throw ErrnoException.of(Errno.BADF);
        } catch (InvalidPathException e) {
            throw ErrnoException.of(Errno.ILSEQ);
        } catch (UnsupportedOperationException e) {
            throw ErrnoException.of(Errno.NOTSUP);
        }
    }

    private static Errno errnoOf(IOException failure) {
        return switch (failure) {
            case NoSuchFileException e -> Errno.NOENT;
            case FileAlreadyExistsException e -> Errno.EXIST;
            case DirectoryNotEmptyException e -> Errno.NOTEMPTY;
            case NotDirectoryException e -> Errno.NOTDIR;
            case NotLinkException e -> Errno.INVAL;
            case AccessDeniedException e -> Errno.ACCES;
            case AtomicMoveNotSupportedException e -> Errno.XDEV;
            case FileSystemLoopException e -> Errno.LOOP;
            case ClosedChannelException e -> Errno.BADF;
            case FileSystemException e -> byText(e.getReason());
            default -> byText(failure.getMessage());
        };
    }

    /** The JDK keeps the errno's number to itself and hands on its text, behind the path for some calls. */
    private static Errno byText(@Nullable String text) {
        if (text == null) {
            return Errno.IO;
        }
        String reason = text.startsWith("Too many levels of symbolic links") ? Errno.LOOP.description() : text;
        return BY_DESCRIPTION.getOrDefault(reason, Errno.IO);
    }
}
