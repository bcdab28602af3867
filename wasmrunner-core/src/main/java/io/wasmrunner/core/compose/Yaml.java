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

    /** How many values there are in it, itself and names counted. */
    int size();

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
        public int size() {
            return 1;
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
        public int size() {
            int size = 1;
            for (Yaml item : items) {
                size += item.size();
            }
            return size;
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
        public int size() {
            int size = 1;
            for (Field field : fields.values()) {
                size += 1 + field.value().size();
            }
            return size;
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
    record Field(Yaml value, Position at, Change change) {
        Field(Yaml value, Position at) {
            this(value, at, Change.MERGE);
        }
    }

    /** What becomes of the value that an earlier file has there. */
    enum Change {
        MERGE,
        /** {@code !reset}: it is gone, and this one means nothing. */
        RESET,
        /** {@code !override}: this one takes its place whole. */
        OVERRIDE
    }
}
