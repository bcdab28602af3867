package io.wasmrunner.runtime;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why the file system failed, in words: the message of most of its exceptions is a path and nothing else. */
public final class Reason {
    private Reason() {}

    /** For people: {@code permission denied: /proc/x}. */
    public static String of(IOException e) {
        if (!(e instanceof FileSystemException failed) || failed.getReason() != null) {
            return String.valueOf(e.getMessage());
        }
        String what = switch (failed) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "a file is in the way";
            default -> failed.getClass().getSimpleName();
        };
        return what + ": " + failed.getFile();
    }
}
