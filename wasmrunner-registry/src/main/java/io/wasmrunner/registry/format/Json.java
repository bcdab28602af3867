package io.wasmrunner.registry.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON that somebody else wrote. Two readers must not see two documents in it: a name that stands twice in an object
 * is refused, and so is anything behind the end. Nesting and lengths are bounded.
 */
public final class Json {
    private static final int HIGHEST_ASCII = 127;

    private static final JsonFactory FACTORY = new JsonFactory();

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
            node = new JsonReader(decoded(bytes)).read();
        } catch (CharacterCodingException e) {
            throw new RegistryException(RegistryError.INVALID, "cannot read " + what + ": it is not UTF-8", e);
        } catch (JsonReader.SyntaxException e) {
            throw new RegistryException(RegistryError.INVALID, "cannot read " + what + ": " + e.getMessage(), e);
        }
        if (!(node instanceof ObjectNode object)) {
            throw new RegistryException(RegistryError.INVALID, "cannot read " + what + ": it is not a JSON object");
        }
        return object;
    }

    /** What cannot be decoded becomes a character that is looked for: most documents have none, and are decoded quickly. */
    private static String decoded(byte[] bytes) throws CharacterCodingException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0
                ? text
                : StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** For people: on several lines, in ASCII, so that nothing in it moves a terminal. */
    public static String pretty(JsonNode node) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            generator.setPrettyPrinter(new DefaultPrettyPrinter());
            generator.setHighestNonEscapedChar(HIGHEST_ASCII);
            JsonWriter.write(node, generator);
        } catch (IOException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
        return text.toString();
    }

    /** Without white space, names in the order they were put in: the same tree is always the same bytes. */
    public static byte[] bytes(JsonNode node) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            JsonWriter.write(node, generator);
        } catch (IOException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
        return bytes.toByteArray();
    }
}
