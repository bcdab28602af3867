package io.wasmrunner.registry.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.io.IOException;

/**
 * Reads JSON that somebody else wrote. Two readers must not see two documents in it: a name that stands twice in an object
 * is refused, and so is anything behind the end. Nesting and lengths are bounded.
 */
public final class Json {
    private static final int DEEPEST = 64;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * Reads one object.
     *
     * @param what what it is, for the error: {@code the manifest of demo/api:1}
     * @throws RegistryException {@link RegistryError#INVALID} when it is not one
     */
    public static ObjectNode object(byte[] bytes, String what) {
        JsonNode node;
        try {
            node = MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new RegistryException(
                    RegistryError.INVALID, "cannot read " + what + ": " + e.getOriginalMessage() + where(e), e);
        } catch (IOException e) {
            throw new IllegalStateException("an array cannot be read", e);
        }
        if (!(node instanceof ObjectNode object)) {
            throw new RegistryException(RegistryError.INVALID, "cannot read " + what + ": it is not a JSON object");
        }
        return object;
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** For people: on several lines, in ASCII, so that nothing in it moves a terminal. */
    public static String pretty(JsonNode node) {
        try {
            return MAPPER.writer(new DefaultPrettyPrinter())
                    .with(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }

    /** Without white space, names in the order they were put in: the same tree is always the same bytes. */
    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }
}
