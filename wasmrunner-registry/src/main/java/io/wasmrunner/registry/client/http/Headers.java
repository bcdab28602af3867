package io.wasmrunner.registry.client.http;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The fields of a request or an answer, in order; names are in lower case. */
public final class Headers {
    public static final Headers NONE = new Headers(List.of());

    record Field(String name, String value) {}

    private final List<Field> fields;

    Headers(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    /** With one more. */
    public Headers with(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c > '~') {
                throw new RegistryException(
                        RegistryError.INVALID,
                        "cannot send the header " + name + ": its value has a character that is not printable ASCII");
            }
        }
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name.toLowerCase(Locale.ROOT), value));
        return new Headers(more);
    }

    public Headers without(String name) {
        return new Headers(
                fields.stream().filter(field -> !field.name().equals(name)).toList());
    }

    /** @param name in lower case */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** @param name in lower case */
    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .toList();
    }

    List<Field> fields() {
        return fields;
    }

    /** The names only: values may be secret. */
    @Override
    public String toString() {
        return fields.stream().map(Field::name).toList().toString();
    }
}
