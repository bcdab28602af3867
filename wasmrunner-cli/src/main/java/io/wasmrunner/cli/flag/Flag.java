package io.wasmrunner.cli.flag;

import java.util.List;

/**
 * One flag of a command.
 *
 * @param names as they are typed, {@code -m} and {@code --memory}; the last is the one messages use
 * @param value what its value is called in help; empty for a flag without one
 * @param repeatable it may be given several times
 * @param help one or two sentences, with the default
 */
public record Flag(List<String> names, String value, boolean repeatable, String help) {
    public Flag {
        names = List.copyOf(names);
    }

    /** A flag that is there or not. */
    public static Flag toggle(String help, String... names) {
        return new Flag(List.of(names), "", false, help);
    }

    /** A flag with a value; the last one given counts. */
    public static Flag value(String value, String help, String... names) {
        return new Flag(List.of(names), value, false, help);
    }

    /** A flag with a value that may be given several times. */
    public static Flag list(String value, String help, String... names) {
        return new Flag(List.of(names), value, true, help);
    }

    public boolean takesValue() {
        return !value.isEmpty();
    }

    public String name() {
        return names.getLast();
    }
}
