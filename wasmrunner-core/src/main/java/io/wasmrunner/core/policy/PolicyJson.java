package io.wasmrunner.core.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.wasmrunner.sandbox.policy.Allowed;
import io.wasmrunner.sandbox.policy.Globs;
import io.wasmrunner.sandbox.policy.Policy;
import io.wasmrunner.sandbox.policy.PolicyKey;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** A whole policy as JSON. */
public final class PolicyJson {
    private PolicyJson() {}

    /**
     * An object with a member for each key: numbers in bytes, nanoseconds and thousandths of a processor; what is allowed
     * as a list of lists, each of which must have a pattern for a name.
     */
    public static String write(Policy policy) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            for (PolicyKey key : PolicyKey.values()) {
                json.writeFieldName(key.toString());
                value(key, policy, json);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private static void value(PolicyKey key, Policy policy, JsonGenerator json) throws IOException {
        String value = key.of(policy);
        switch (key.kind()) {
            case SWITCH -> json.writeBoolean(Boolean.parseBoolean(value));
            case SIZE, DURATION, COUNT, CPUS -> json.writeNumber(Long.parseLong(value));
            case PATHS -> array(policy.files().mounts(), json);
            case DENIED -> array(PolicyPrint.denied(key, policy).patterns(), json);
            case ALLOWED -> lists(PolicyPrint.allowed(key, policy), json);
            case CLOCK, RANDOM, DENIED_CALL, ENFORCE, NEVER -> json.writeString(value);
        }
    }

    private static void lists(Allowed allowed, JsonGenerator json) throws IOException {
        json.writeStartArray();
        if (allowed.any()) {
            array(List.of("*"), json);
        }
        for (Globs list : allowed.lists()) {
            array(list.patterns(), json);
        }
        json.writeEndArray();
    }

    private static void array(List<String> texts, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
