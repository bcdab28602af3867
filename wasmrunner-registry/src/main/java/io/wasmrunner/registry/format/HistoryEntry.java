package io.wasmrunner.registry.format;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How one step of an image came to be (image-spec, config.md, "history").
 *
 * @param created RFC 3339, or empty
 * @param createdBy the instruction
 * @param emptyLayer whether it added no layer
 */
public record HistoryEntry(String created, String createdBy, String comment, boolean emptyLayer) {
    static HistoryEntry read(Fields fields) {
        return new HistoryEntry(
                fields.text("created"), fields.text("created_by"), fields.text("comment"), fields.flag("empty_layer"));
    }

    ObjectNode write() {
        ObjectNode node = Json.object();
        if (!created.isEmpty()) {
            node.put("created", created);
        }
        if (!createdBy.isEmpty()) {
            node.put("created_by", createdBy);
        }
        if (!comment.isEmpty()) {
            node.put("comment", comment);
        }
        if (emptyLayer) {
            node.put("empty_layer", true);
        }
        return node;
    }
}
