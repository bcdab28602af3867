package io.wasmrunner.registry.sign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.registry.reference.Reference;
import java.util.Optional;

/** What cosign's first way signs: a small document that names an image and its digest (containers/image's "simple signing"). */
final class SimpleSigning {
    private static final String TYPE = "cosign container image signature";

    private SimpleSigning() {}

    static byte[] payload(Reference name, Digest image) {
        ObjectNode root = Json.object();
        ObjectNode critical = root.putObject("critical");
        critical.putObject("identity").put("docker-reference", name.name());
        critical.putObject("image").put("docker-manifest-digest", image.toString());
        critical.put("type", TYPE);
        root.putNull("optional");
        return Json.bytes(root);
    }

    /** The digest it is about; empty when it is about something else than an image. */
    static Optional<Digest> image(byte[] payload) {
        Fields critical = new Fields(Json.object(payload, "a signature"), "a signature").fields("critical");
        String digest = critical.fields("image").text("docker-manifest-digest");
        return critical.text("type").equals(TYPE) && Digest.isDigest(digest)
                ? Optional.of(Digest.parse(digest))
                : Optional.empty();
    }
}
