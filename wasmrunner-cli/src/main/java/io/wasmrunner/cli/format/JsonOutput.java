package io.wasmrunner.cli.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;

/** JSON on several lines, for programs, on an output that stays open. */
public final class JsonOutput {
    private JsonOutput() {}

    /** Writes a value. */
    public interface Value {
        void write(JsonGenerator json) throws IOException;
    }

    /** Writes the fields of an object. */
    public interface Fields<T> {
        void write(T of, JsonGenerator json) throws IOException;
    }

    /** Prints a value. */
    public static void print(PrintStream out, Value value) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter();
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        value.write(json);
        json.writeRaw('\n');
        json.close();
    }

    /** Prints an array with an object for each of these. */
    public static <T> void print(PrintStream out, Iterable<T> all, Fields<T> fields) throws IOException {
        print(out, json -> {
            json.writeStartArray();
            for (T one : all) {
                json.writeStartObject();
                fields.write(one, json);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
