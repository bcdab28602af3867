package io.wasmrunner.runtime.engine.wasmtime;

import io.github.kawamuray.wasmtime.NativeLibraryLoader;
import io.wasmrunner.sandbox.fs.PrivateFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;

/**
 * Wasmtime's native library, unpacked once. wasmtime-java's own loader unpacks 18 MB into the temp folder at every
 * start and leaves them there.
 *
 * @param resource its name in wasmtime-java's jar
 */
record NativeLibrary(String resource) {
    private static final String VERSION = "0.19.0";

    /** The one for this operating system and processor, when there is one. */
    static Optional<NativeLibrary> forThisMachine() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        boolean arm = arch.equals("aarch64");
        if (!arm && !arch.equals("amd64") && !arch.equals("x86_64")) {
            return Optional.empty();
        }
        String cpu = arm ? "aarch64" : "x86_64";
        if (os.contains("linux")) {
            return Optional.of(new NativeLibrary("libwasmtime_jni_" + VERSION + "_linux_" + cpu + ".so"));
        }
        if (os.contains("mac")) {
            return Optional.of(new NativeLibrary("libwasmtime_jni_" + VERSION + "_macos_" + cpu + ".dylib"));
        }
        return os.contains("windows") && !arm
                ? Optional.of(new NativeLibrary("wasmtime_jni_" + VERSION + "_windows_x86_64.dll"))
                : Optional.empty();
    }

    /** Loads it from {@code folder}, where it is put first when it is not there whole. */
    @SuppressWarnings("restricted")
    void load(Path folder) {
        synchronized (NativeLibrary.class) {
            try {
                Field loaded = NativeLibraryLoader.class.getDeclaredField("loaded");
                loaded.setAccessible(true);
                if (!loaded.getBoolean(null)) {
                    System.load(unpacked(folder).toAbsolutePath().toString());
                    loaded.setBoolean(null, true);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot unpack " + resource + " into " + folder, e);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("this wasmtime-java is not " + VERSION, e);
            }
        }
    }

    /** Whether it is there; it appears whole by one rename. */
    boolean isIn(Path folder) {
        return folder.resolve(resource).toFile().isFile();
    }

    /** Puts it into {@code folder} when it is not there whole. */
    void unpack(Path folder) {
        try {
            unpacked(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + resource + " into " + folder, e);
        }
    }

    private Path unpacked(Path folder) throws IOException {
        Path library = folder.resolve(resource);
        URLConnection packed =
                NativeLibraryLoader.class.getResource("/" + resource).openConnection();
        packed.setUseCaches(false);
        try (InputStream in = packed.getInputStream()) {
            if (Files.isRegularFile(library) && Files.size(library) == packed.getContentLengthLong()) {
                return library;
            }
            PrivateFolder.make(folder);
            Path fresh = Files.createTempFile(folder, ".new-", null);
            try {
                Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
                Files.move(fresh, library, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        }
        return library;
    }
}
