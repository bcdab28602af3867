package io.wasmrunner.core.volume;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Json;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A directory with a name.
 *
 * @param created milliseconds since 1970
 * @param size bytes that guests may write to it; 0 for any number
 * @param anonymous whether nobody gave it its name
 */
public record Volume(VolumeName name, long created, long size, boolean anonymous, SortedMap<String, String> labels) {
    private static final String WHAT = "what is written down of a volume";

    public Volume {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    byte[] write() {
        ObjectNode node = Json.object();
        node.put("version", 1);
        node.put("name", name.text());
        node.put("created", created);
        node.put("size", size);
        node.put("anonymous", anonymous);
        ObjectNode all = node.putObject("labels");
        labels.forEach(all::put);
        return Json.bytes(node);
    }

    static Volume read(byte[] bytes) {
        Fields fields = new Fields(Json.object(bytes, WHAT), WHAT);
        return new Volume(
                VolumeName.parse(fields.text("name")),
                fields.number("created"),
                Math.max(0, fields.number("size")),
                fields.flag("anonymous"),
                fields.map("labels"));
    }
}
