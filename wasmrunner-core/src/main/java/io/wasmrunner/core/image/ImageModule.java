package io.wasmrunner.core.image;

import io.wasmrunner.core.module.ModuleLoader;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.ScopedPaths;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Finds the module that a command names among an image's files. */
public final class ImageModule {
    private ImageModule() {}

    /**
     * Reads it.
     *
     * @param name what the user calls the image
     * @param command its first word is the module
     * @param directory what the module's path is relative to
     * @param trees what is looked through, the first first; nothing that leads out of one is followed
     * @throws WasmrunnerException {@link ErrorCode#NOT_FOUND} when there is no such file
     */
    public static byte[] read(String name, List<String> command, String directory, List<Path> trees)
            throws IOException {
        String first = command.getFirst();
        ImagePath path = ImagePath.normalized(first.startsWith("/") ? first : directory + "/" + first);
        for (Path tree : trees) {
            Path found = ScopedPaths.follow(tree, path, true).in(tree);
            if (Files.isRegularFile(found, LinkOption.NOFOLLOW_LINKS)) {
                return bytes(found);
            }
        }
        throw new WasmrunnerException(
                ErrorCode.NOT_FOUND, "cannot run " + first + " of " + name + ": there is no such file in the image");
    }

    /** The module that an image runs unless it is told otherwise. */
    public static byte[] of(String name, Image image, Images images) throws IOException {
        return switch (image.style()) {
            case MODULE -> images.module(image);
            case FILES, OTHER -> {
                List<String> command = ImageCommand.of(name, image, null, List.of());
                try (var rootfs = images.unpack(image)) {
                    yield read(name, command, image.config().workingDir(), List.of(rootfs.folder()));
                }
            }
        };
    }

    private static byte[] bytes(Path file) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return in.readNBytes(ModuleLoader.MAX_SIZE + 1);
        }
    }
}
