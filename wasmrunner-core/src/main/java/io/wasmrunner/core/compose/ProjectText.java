package io.wasmrunner.core.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.registry.format.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A project as a compose file that says the same, with nothing left to be found out. */
public final class ProjectText {
    private ProjectText() {}

    /** Of those services; dollars are doubled, so that it can be read as a compose file. */
    public static ObjectNode json(Project project, List<Service> services) {
        ObjectNode node = Json.object();
        node.put("name", project.name());
        ObjectNode all = node.putObject("services");
        services.forEach(service -> all.set(service.name(), service(project, service)));
        if (!project.volumes().isEmpty()) {
            ObjectNode volumes = node.putObject("volumes");
            project.volumes().values().forEach(volume -> volumes.set(volume.key(), volume(volume)));
        }
        return node;
    }

    /** With volumes as the file calls them. */
    private static ObjectNode service(Project project, Service service) {
        ObjectNode node = ServiceJson.of(service);
        for (JsonNode mount : node.path("volumes")) {
            for (ProjectVolume volume : project.volumes().values()) {
                if (mount.path("type").asText().equals("volume")
                        && mount.path("source").asText().equals(volume.name().text())) {
                    ((ObjectNode) mount).put("source", volume.key());
                }
            }
        }
        return node;
    }

    private static ObjectNode volume(ProjectVolume volume) {
        ObjectNode node = Json.object();
        node.put("name", volume.name().text());
        if (volume.external()) {
            node.put("external", true);
        }
        if (!volume.labels().isEmpty()) {
            ObjectNode labels = node.putObject("labels");
            volume.labels().forEach(labels::put);
        }
        if (volume.size() > 0) {
            node.putObject("x-wasmrunner").put("size", Quantities.writeSize(volume.size()));
        }
        return node;
    }

    /** The same as YAML. */
    public static String yaml(Project project, List<Service> services) {
        StringBuilder text = new StringBuilder();
        write(json(project, services), 0, text);
        return text.toString();
    }

    private static void write(JsonNode node, int depth, StringBuilder into) {
        if (node instanceof ObjectNode map) {
            for (Map.Entry<String, JsonNode> field : map.properties()) {
                into.repeat("  ", depth).append(scalar(field.getKey())).append(':');
                value(field.getValue(), depth, into);
            }
        } else {
            for (JsonNode item : node) {
                into.repeat("  ", depth).append('-');
                if (item.isObject() && !item.isEmpty()) {
                    StringBuilder inner = new StringBuilder();
                    write(item, depth + 1, inner);
                    into.append(' ').append(inner.substring(2 * (depth + 1)));
                } else {
                    value(item, depth, into);
                }
            }
        }
    }

    private static void value(JsonNode value, int depth, StringBuilder into) {
        if (value.isContainerNode() && !value.isEmpty()) {
            into.append('\n');
            write(value, depth + 1, into);
        } else if (value.isTextual()) {
            into.append(' ')
                    .append(scalar(value.textValue().replace("$", "$$")))
                    .append('\n');
        } else {
            into.append(' ').append(value).append('\n');
        }
    }

    /** Plain where nobody could take it for anything else, else as JSON has it, which YAML 1.2 reads. */
    private static String scalar(String text) {
        return text.matches("[a-zA-Z_/][a-zA-Z0-9_./-]*") && !text.matches("(?i)true|false|null|yes|no|on|off|y|n")
                ? text
                : new String(Json.bytes(Json.object().textNode(text)), StandardCharsets.UTF_8).strip();
    }
}
