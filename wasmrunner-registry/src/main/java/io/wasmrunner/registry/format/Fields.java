package io.wasmrunner.registry.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The fields of a JSON object, each of the type it must have; null counts as absent, as in Go, which writes most of them. */
public record Fields(ObjectNode object, String what) {
    /** The text, or empty when there is none. */
    public String text(String name) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return "";
        }
        if (!node.isTextual()) {
            throw wrong(name, "must be a text");
        }
        return node.textValue();
    }

    /** A whole number that is not negative; -1 when there is none. */
    public long number(String name) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return -1;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
            throw wrong(name, "must be a whole number, not negative");
        }
        return node.longValue();
    }

    public boolean flag(String name) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return false;
        }
        if (!node.isBoolean()) {
            throw wrong(name, "must be true or false");
        }
        return node.booleanValue();
    }

    public boolean has(String name) {
        return object.hasNonNull(name);
    }

    /** The object, or an empty one when there is none. */
    public Fields fields(String name) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return new Fields(Json.object(), what + ", " + name);
        }
        if (!(node instanceof ObjectNode inner)) {
            throw wrong(name, "must be an object");
        }
        return new Fields(inner, what + ", " + name);
    }

    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode node : array(name)) {
            if (!node.isTextual()) {
                throw wrong(name, "must hold texts only");
            }
            texts.add(node.textValue());
        }
        return texts;
    }

    public List<Fields> objects(String name) {
        List<Fields> objects = new ArrayList<>();
        for (JsonNode node : array(name)) {
            if (!(node instanceof ObjectNode inner)) {
                throw wrong(name, "must hold objects only");
            }
            objects.add(new Fields(inner, what + ", " + name + "[" + objects.size() + "]"));
        }
        return objects;
    }

    /** The names of an object whose values do not matter, as volumes and ports are written. */
    public List<String> names(String name) {
        List<String> names = new ArrayList<>();
        fields(name).object().fieldNames().forEachRemaining(names::add);
        return names;
    }

    public SortedMap<String, String> map(String name) {
        SortedMap<String, String> map = new TreeMap<>();
        Fields inner = fields(name);
        for (String key : names(name)) {
            map.put(key, inner.text(key));
        }
        return map;
    }

    private Iterable<JsonNode> array(String name) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw wrong(name, "must be a list");
        }
        return node;
    }

    /** What is thrown for a field with a wrong value. */
    public RegistryException wrong(String name, String rule) {
        return new RegistryException(RegistryError.INVALID, "cannot use " + what + ": \"" + name + "\" " + rule);
    }
}
