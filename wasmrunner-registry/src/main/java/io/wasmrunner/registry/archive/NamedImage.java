package io.wasmrunner.registry.archive;

import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.reference.Reference;
import java.util.List;

/**
 * An image in an archive.
 *
 * @param names with a tag each; none for an image without a name
 * @param top a manifest or an index, in the store with all it names
 */
public record NamedImage(List<Reference> names, Descriptor top) {
    public NamedImage {
        names = List.copyOf(names);
    }
}
