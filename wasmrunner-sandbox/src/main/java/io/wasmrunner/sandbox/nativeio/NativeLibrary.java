package io.wasmrunner.sandbox.nativeio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds and loads the native library, once: the file named by the system property {@code wasmrunner.native}, else the
 * one inside the jar, unpacked to a cache directory on its first use ever.
 */
public final class NativeLibrary {
    private static final String PATH_PROPERTY = "wasmrunner.native";

    private NativeLibrary() {}

    private static final class Holder {
        static final Optional<String> PROBLEM = load();
    }

    /** Whether it is loaded and this kernel lets it do its work. */
    public static boolean available() {
        return Holder.PROBLEM.isEmpty();
    }

    /** Why it is not available, for a user to read; empty when it is. */
    public static Optional<String> problem() {
        return Holder.PROBLEM;
    }

    @SuppressWarnings("restricted")
    private static Optional<String> load() {
        String system = System.getProperty("os.name");
        if (!system.equals("Linux")) {
            return Optional.of("the native library is for Linux, this is ".concat(system));
        }
        try {
            String given = System.getProperty(PATH_PROPERTY);
            if (given != null) {
                System.load(given);
            } else {
                Optional<Path> unpacked = unpack();
                if (unpacked.isEmpty()) {
                    return Optional.of("this build has no native library for " + architecture());
                }
                System.load(unpacked.get().toString());
            }
            return probed(NativeIo.probe());
        } catch (UnsatisfiedLinkError | IOException | SecurityException e) {
            return Optional.of("the native library cannot be loaded: " + e.getMessage());
        }
    }

    private static Optional<String> probed(int result) {
        if (result >= 0) {
            return Optional.empty();
        }
        return switch (NativeErrnos.of(-result)) {
            case NOSYS, PERM, INVAL -> Optional.of("this kernel has no openat2, which needs Linux 5.6, or forbids it");
            // Something about the working directory, and so nothing about openat2.
            default -> Optional.empty();
        };
    }

    private static Optional<Path> unpack() throws IOException {
        try (InputStream resource =
                NativeLibrary.class.getResourceAsStream("/native/linux-" + architecture() + "/libwasmrunner.so")) {
            if (resource == null) {
                return Optional.empty();
            }
            return Optional.of(LibraryCache.standard().store(resource.readAllBytes()));
        }
    }

    private static String architecture() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return name.equals("amd64") ? "x86_64" : name;
    }
}
