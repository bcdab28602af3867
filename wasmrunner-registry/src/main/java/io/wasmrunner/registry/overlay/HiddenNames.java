package io.wasmrunner.registry.overlay;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Names that an upper layer keeps to itself (image-spec, layer.md, "Whiteouts"). */
final class HiddenNames {
    static final String PREFIX = ".wh.";
    static final String OPAQUE = ".wh..wh..opq";

    /** What is not whole yet. */
    static final String UNFINISHED = ".wh..wh.tmp.";

    private HiddenNames() {}

    static boolean isHidden(String name) {
        return name.startsWith(PREFIX);
    }

    /**
     * Looks at a hidden file of an upper layer.
     *
     * @throws RegistryException when it is none that a container could have made
     */
    static void check(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.startsWith(UNFINISHED)) {
            return;
        }
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String hides = name.substring(PREFIX.length());
        boolean nothing = hides.isEmpty() || hides.equals(".") || hides.equals("..");
        boolean other = hides.startsWith(PREFIX) && !name.equals(OPAQUE);
        if (!attributes.isRegularFile() || attributes.size() != 0 || nothing || other) {
            throw new RegistryException(
                    RegistryError.INVALID,
                    "cannot read the files of a container: " + file
                            + " has the name of a whiteout, but is none; remove it");
        }
    }
}
