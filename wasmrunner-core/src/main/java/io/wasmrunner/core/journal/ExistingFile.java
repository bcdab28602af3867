package io.wasmrunner.core.journal;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that need not be there. */
public final class ExistingFile {
    private ExistingFile() {}

    /**
     * Opens it; null when there is none.
     *
     * @throws FileNotFoundException when it is there and cannot be opened
     */
    public static @Nullable InputStream open(Path path) throws FileNotFoundException {
        File file = path.toFile();
        try {
            return new FileInputStream(file);
        } catch (FileNotFoundException e) {
            // It may not be allowed, or have come to be just now: the second try tells.
            return file.exists() ? new FileInputStream(file) : null;
        }
    }
}
