package io.wasmrunner.registry.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.digest.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * The configuration of a Wasm artifact (CNCF Wasm OCI artifact layout, "Config").
 *
 * @param created RFC 3339, or empty
 * @param os {@code wasip1}, also for a module without WASI, or {@code wasip2}
 * @param layerDigests the first is the module to run
 */
public record WasmConfig(String created, String author, String os, List<Digest> layerDigests) {
    public WasmConfig {
        layerDigests = List.copyOf(layerDigests);
    }

    /** Reads one that somebody else wrote. */
    public static WasmConfig parse(byte[] bytes, String what) {
        Fields fields = new Fields(Json.object(bytes, what), what);
        if (!fields.text("architecture").equals("wasm")) {
            throw fields.wrong("architecture", "must be wasm");
        }
        List<Digest> digests = new ArrayList<>();
        for (String digest : fields.texts("layerDigests")) {
            if (!Digest.isDigest(digest)) {
                throw fields.wrong("layerDigests", "must hold digests, not " + digest);
            }
            digests.add(Digest.parse(digest));
        }
        return new WasmConfig(fields.text("created"), fields.text("author"), fields.text("os"), digests);
    }

    /** The same content is always the same bytes. */
    public byte[] bytes() {
        ObjectNode node = Json.object();
        if (!created.isEmpty()) {
            node.put("created", created);
        }
        if (!author.isEmpty()) {
            node.put("author", author);
        }
        node.put("architecture", "wasm");
        node.put("os", os);
        ArrayNode digests = node.putArray("layerDigests");
        layerDigests.forEach(digest -> digests.add(digest.toString()));
        node.putNull("component");
        return Json.bytes(node);
    }
}
