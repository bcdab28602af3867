package io.wasmrunner.cli.command.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.format.Inspection;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.registry.image.Image;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code wasmrunner inspect} of images: a JSON array as Docker prints it, or a template for each. */
public final class ImageInspection {
    private ImageInspection() {}

    /**
     * Prints all of them, or nothing.
     *
     * @throws io.wasmrunner.registry.RegistryException when one is not there
     */
    public static void print(List<String> names, Optional<String> format, Context context) throws IOException {
        List<ObjectNode> found = new ArrayList<>();
        try (Images images = context.images()) {
            for (String name : names) {
                Image image = images.require(name);
                found.add(ImageJson.of(
                        image,
                        images.store().namesOf(image.id()),
                        images.store().lastUse(image.id())));
            }
        }
        Inspection.print(found, format, context.out());
    }
}
