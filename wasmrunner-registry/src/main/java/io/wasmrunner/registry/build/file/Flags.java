package io.wasmrunner.registry.build.file;

import io.wasmrunner.registry.text.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The {@code --name=value} words ahead of what an instruction is about. */
final class Flags {
    private final Map<String, String> given = new HashMap<>();
    private final Map<String, Position> places = new HashMap<>();
    private final List<String> known = new ArrayList<>();
    private final Text rest;

    private Flags(Text text) {
        Text left = text;
        while (left.toString().startsWith("--")) {
            int end = left.wordEnd();
            String word = left.toString().substring(2, end);
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (given.putIfAbsent(name, equals < 0 ? "" : word.substring(equals + 1)) != null) {
                throw left.at().wrong("--" + name + " stands there twice");
            }
            places.put(name, left.at());
            left = left.from(end);
        }
        this.rest = left;
    }

    static Flags read(Text text) {
        return new Flags(text);
    }

    /** What stands behind them. */
    Text rest() {
        return rest;
    }

    /** The value, or empty when it is not there. */
    String take(String name) {
        known.add("--" + name);
        String value = given.remove(name);
        Position place = places.get(name);
        if (value != null && value.isEmpty() && place != null) {
            throw place.wrong("--" + name + " needs a value: --" + name + "=…");
        }
        return value == null ? "" : value;
    }

    /** One that is there or not. */
    void takeFlag(String name) {
        known.add("--" + name);
        given.remove(name);
    }

    void checkAllKnown(String instruction) {
        for (String name : new TreeSet<>(given.keySet())) {
            Position place = places.get(name);
            if (place != null) {
                throw place.wrong(instruction + " does not know --" + name + Nearest.hint("--" + name, known));
            }
        }
    }
}
