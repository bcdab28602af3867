package io.wasmrunner.cli.command.volume;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.core.volume.Volume;
import io.wasmrunner.core.volume.VolumeStore;
import io.wasmrunner.registry.format.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Volumes by Docker's names of fields. */
final class VolumeJson {
    private VolumeJson() {}

    /** For a line of a list. */
    static ObjectNode row(Volume volume) {
        List<String> labels = new ArrayList<>();
        volume.labels().forEach((name, value) -> labels.add(name + "=" + value));
        return Json.object()
                .put("Name", volume.name().text())
                .put("Driver", "local")
                .put("Scope", "local")
                .put("Labels", String.join(",", labels))
                .put("SizeLimit", volume.size());
    }

    /** All there is to know. */
    static ObjectNode full(Volume volume, VolumeStore volumes) throws IOException {
        ObjectNode node = Json.object();
        node.put("CreatedAt", Instant.ofEpochMilli(volume.created()).toString());
        node.put("Driver", "local");
        ObjectNode labels = node.putObject("Labels");
        volume.labels().forEach(labels::put);
        node.put("Mountpoint", volumes.data(volume.name()).toString());
        node.put("Name", volume.name().text());
        ObjectNode options = node.putObject("Options");
        if (volume.size() != 0) {
            options.put("size", Long.toString(volume.size()));
        }
        node.put("Scope", "local");
        node.putObject("UsageData").put("Size", volumes.bytes(volume.name()));
        return node;
    }
}
