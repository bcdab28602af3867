package io.wasmrunner.registry.archive;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;

/** The names of an OCI layout (image-spec, image-layout.md), and of what Docker has beside it. */
final class Layout {
    static final String MARKER = "oci-layout";
    static final String VERSION = "1.0.0";
    static final String VERSION_FIELD = "imageLayoutVersion";
    static final String INDEX = "index.json";
    static final String DOCKER = "manifest.json";
    static final String BLOBS = "blobs/";

    /** The name in full, as containerd and Docker write it. */
    static final String NAME = "io.containerd.image.name";

    /** The tag, or a name in full (image-spec, annotations.md). */
    static final String REF_NAME = "org.opencontainers.image.ref.name";

    private Layout() {}

    static String path(Digest digest) {
        return BLOBS + digest.algorithm() + "/" + digest.hex();
    }

    /** The digest that a name below {@code blobs/} says. */
    static Digest digest(String path, String what) {
        String text = path.substring(BLOBS.length()).replaceFirst("/", ":");
        if (!Digest.isDigest(text)) {
            throw new RegistryException(RegistryError.INVALID, what + ": " + path + " is not named after a digest");
        }
        return Digest.parse(text);
    }
}
