package io.wasmrunner.core.compose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a YAML file says, with where it says it. */
sealed interface Yaml {
    /** Where it begins. */
    Position at();

    /** What people call its kind. */
    String kind();

    /**
     * One word or text, as it is written.
     *
     * @param plain whether it stands without quotes, so that it may be a number, a truth value, or nothing
     */
    record Text(String value, boolean plain, Position at) implements Yaml {
        /** Whether it says that there is nothing. */
        boolean isNull() {
            return plain
                    && (value.isEmpty()
                            || value.equals("~")
                            || value.equals("null")
                            || value.equals("Null")
                            || value.equals("NULL"));
        }

        @Override
        public String kind() {
            return isNull() ? "nothing" : "\"" + (value.length() > 40 ? value.substring(0, 40) + "…" : value) + "\"";
        }
    }

    /** A list. */
    record Items(List<Yaml> items, Position at) implements Yaml {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Names with values, in the file's order. */
    record Fields(Map<String, Field> fields, Position at) implements Yaml {
        public Fields {
            fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public String kind() {
            return "a map";
        }
    }

    /**
     * A value of a map.
     *
     * @param at where its name stands
     */
    record Field(Yaml value, Position at) {}
}
