package io.wasmrunner.cli.command.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.format.GoTemplate;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.registry.format.Json;
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
        String template = format.orElse("json");
        if (template.equals("json") || template.equals("text")) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            all.addAll(found);
            context.out().println(Json.pretty(all));
            return;
        }
        GoTemplate parsed = GoTemplate.parse(template);
        found.forEach(image -> context.out().println(parsed.printable(image)));
    }
}
