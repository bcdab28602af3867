package io.wasmrunner.core.image;

import io.wasmrunner.registry.digest.Digest;
import java.io.IOException;
import java.util.List;

/** Tells which containers have an image, for whoever is about to remove it. */
@FunctionalInterface
public interface ImageUsers {

    /** The containers that have the image with that id. */
    List<User> of(Digest image) throws IOException;

    /** A container, and whether its guest runs. */
    record User(String name, boolean live) {}
}
