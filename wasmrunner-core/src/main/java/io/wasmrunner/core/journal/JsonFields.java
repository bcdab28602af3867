package io.wasmrunner.core.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what {@link JsonLine} wrote. */
public final class JsonFields {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonFields() {}

    /** The object's values by name, in order; empty when the line is not an object of strings and numbers alone. */
    public static Optional<Map<String, String>> of(byte[] line) {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser json = FACTORY.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (!json.nextToken().isScalarValue()) {
                    return Optional.empty();
                }
                fields.put(name, json.getText());
            }
            return json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null
                    ? Optional.of(fields)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
