package io.wasmrunner.cli.command.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.command.container.ContainerInspection;
import io.wasmrunner.cli.format.Inspection;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code wasmrunner inspect} of images and containers: a JSON array as Docker prints it, or a template for each. */
public final class ImageInspection {
    private ImageInspection() {}

    /**
     * Prints all of them, or nothing.
     *
     * @param kind {@code container}, {@code image}, or empty for either, the container first
     * @throws io.wasmrunner.registry.RegistryException when one is not there
     */
    public static void print(List<String> names, String kind, Optional<String> format, Context context)
            throws IOException {
        List<ObjectNode> found = new ArrayList<>();
        try (Images images = context.images()) {
            for (String name : names) {
                found.add(one(name, kind, images, context));
            }
        }
        Inspection.print(found, format, context.out());
    }

    private static ObjectNode one(String name, String kind, Images images, Context context) throws IOException {
        if (!kind.equals("image")) {
            Optional<ObjectNode> container = ContainerInspection.find(name, images, context);
            if (container.isPresent()) {
                return container.get();
            }
            if (kind.equals("container") || images.find(name).isEmpty()) {
                throw new WasmrunnerException(
                        ErrorCode.NOT_FOUND,
                        "no %s %s here; wasmrunner ps -a and wasmrunner images list what there is"
                                .formatted(kind.isEmpty() ? "container or image" : kind, name));
            }
        }
        Image image = images.require(name);
        return ImageJson.of(
                image, images.store().namesOf(image.id()), images.store().lastUse(image.id()));
    }
}
