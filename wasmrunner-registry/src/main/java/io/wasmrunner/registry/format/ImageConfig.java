package io.wasmrunner.registry.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.digest.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * The configuration of an image with files (image-spec, config.md; Docker's is the same for what is read here).
 *
 * @param created RFC 3339, or empty
 * @param diffIds the digests of the layers, uncompressed, lowest first
 * @param history oldest first
 */
public record ImageConfig(
        String created,
        String author,
        Platform platform,
        RunConfig config,
        List<Digest> diffIds,
        List<HistoryEntry> history) {
    public ImageConfig {
        diffIds = List.copyOf(diffIds);
        history = List.copyOf(history);
    }

    /** Reads one that somebody else wrote. */
    public static ImageConfig parse(byte[] bytes, String what) {
        Fields fields = new Fields(Json.object(bytes, what), what);
        List<Digest> diffIds = new ArrayList<>();
        Fields rootfs = fields.fields("rootfs");
        for (String id : rootfs.texts("diff_ids")) {
            if (!Digest.isDigest(id)) {
                throw rootfs.wrong("diff_ids", "must hold digests, not " + id);
            }
            diffIds.add(Digest.parse(id));
        }
        return new ImageConfig(
                fields.text("created"),
                fields.text("author"),
                Platform.read(fields),
                RunConfig.read(fields.fields("config")),
                diffIds,
                fields.objects("history").stream().map(HistoryEntry::read).toList());
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
        node.setAll(platform.write());
        node.set("config", config.write());
        ObjectNode rootfs = node.putObject("rootfs");
        rootfs.put("type", "layers");
        ArrayNode ids = rootfs.putArray("diff_ids");
        diffIds.forEach(id -> ids.add(id.toString()));
        if (!history.isEmpty()) {
            ArrayNode entries = node.putArray("history");
            history.forEach(entry -> entries.add(entry.write()));
        }
        return Json.bytes(node);
    }
}
