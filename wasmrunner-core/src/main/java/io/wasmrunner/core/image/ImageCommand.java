package io.wasmrunner.core.image;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.format.RunConfig;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.registry.image.ImageStyle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What runs when an image is run. */
public final class ImageCommand {
    private ImageCommand() {}

    /**
     * The words that make it run, the first of which is the module.
     *
     * @param name what the user called it
     * @param entrypoint instead of the image's, or null
     * @param arguments instead of the image's default ones, unless there are none
     * @throws RegistryException {@link RegistryError#INVALID} when it holds no program
     */
    public static List<String> of(String name, Image image, @Nullable String entrypoint, List<String> arguments) {
        if (image.style() == ImageStyle.OTHER) {
            throw new RegistryException(
                    RegistryError.INVALID,
                    "cannot run " + name + ": it holds neither a module nor files, but "
                            + (image.layers().isEmpty()
                                    ? "nothing"
                                    : image.layers().getFirst().mediaType()));
        }
        RunConfig config = image.config();
        List<String> words = new ArrayList<>();
        if (entrypoint != null) {
            words.add(entrypoint);
            words.addAll(arguments);
        } else {
            words.addAll(config.entrypoint());
            words.addAll(arguments.isEmpty() ? config.cmd() : arguments);
            if (image.style() == ImageStyle.MODULE && config.entrypoint().isEmpty()) {
                words.addFirst(image.moduleName());
            }
        }
        if (words.isEmpty() || words.getFirst().isEmpty()) {
            throw new RegistryException(
                    RegistryError.INVALID,
                    "cannot run " + name + ": it names no program; name one with --entrypoint /app.wasm");
        }
        return words;
    }
}
