package io.wasmrunner.registry.format;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import java.util.Optional;
import java.util.SortedMap;

/** What a registry keeps under {@code manifests/}: a manifest, or an index of them. Its bytes stay as they came. */
public sealed interface Document permits Manifest, Index {
    /** Bytes of the largest one that is read; registries must take at least 4 MiB (distribution-spec 1.1, "Pushing Manifests"). */
    int LARGEST = 4 << 20;

    String mediaType();

    byte[] bytes();

    Digest digest();

    SortedMap<String, String> annotations();

    /** What it is about, when it is a signature or the like of something else. */
    Optional<Descriptor> subject();

    /** Its own, or that of its configuration; empty for an index without one. */
    String artifactType();

    default Descriptor descriptor() {
        return new Descriptor(mediaType(), digest(), bytes().length);
    }

    /**
     * Reads one that somebody else wrote.
     *
     * @param mediaType what it was said to be (a {@code Content-Type}), or empty when nobody said
     * @param what for errors: {@code the manifest of demo/api:1}
     * @throws RegistryException {@link RegistryError#INVALID} when it is neither, or could be taken for both
     */
    static Document parse(byte[] bytes, String mediaType, String what) {
        if (bytes.length > LARGEST) {
            throw new RegistryException(
                    RegistryError.INVALID,
                    "cannot read " + what + ": it has " + bytes.length + " bytes; the most is " + LARGEST);
        }
        Fields fields = new Fields(Json.object(bytes, what), what);
        if (fields.number("schemaVersion") != 2) {
            throw fields.wrong("schemaVersion", "must be 2");
        }
        boolean index = fields.has("manifests");
        if (index && (fields.has("layers") || fields.has("config") || fields.has("fsLayers"))) {
            throw fields.wrong("manifests", "makes it an index, but it has the fields of a manifest too");
        }
        String own = fields.text("mediaType");
        String claimed = mediaType.contains(";")
                ? mediaType.substring(0, mediaType.indexOf(';')).strip()
                : mediaType;
        if (!own.isEmpty() && !claimed.isEmpty() && !own.equals(claimed)) {
            throw fields.wrong("mediaType", "is " + own + ", but it came as " + claimed);
        }
        String type = !own.isEmpty()
                ? own
                : !claimed.isEmpty() ? claimed : index ? MediaTypes.OCI_INDEX : MediaTypes.OCI_MANIFEST;
        if (index ? !MediaTypes.isIndex(type) : !MediaTypes.isManifest(type)) {
            throw fields.wrong(
                    "mediaType",
                    "is " + type + ", which is not what " + (index ? "an index" : "a manifest")
                            + " of OCI or Docker (version 2, schema 2) has");
        }
        return index ? Index.read(bytes, type, fields) : Manifest.read(bytes, type, fields);
    }
}
