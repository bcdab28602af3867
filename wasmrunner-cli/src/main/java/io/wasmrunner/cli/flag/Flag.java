package io.wasmrunner.cli.flag;

import java.util.List;

/** One flag of a command. Each is declared once and equal to itself alone; a record's equality would cost 4 ms at start. */
public final class Flag {
    private final List<String> names;
    private final String value;
    private final boolean repeatable;
    private final String help;

    private Flag(String value, boolean repeatable, String help, String... names) {
        this.names = List.of(names);
        this.value = value;
        this.repeatable = repeatable;
        this.help = help;
    }

    /** A flag that is there or not. */
    public static Flag toggle(String help, String... names) {
        return new Flag("", false, help, names);
    }

    /** A flag with a value; the last one given counts. */
    public static Flag value(String value, String help, String... names) {
        return new Flag(value, false, help, names);
    }

    /** A flag with a value that may be given several times; with no name for the value, one without. */
    public static Flag list(String value, String help, String... names) {
        return new Flag(value, true, help, names);
    }

    /** As they are typed, {@code -m} and {@code --memory}. */
    public List<String> names() {
        return names;
    }

    /** The last of its names, the one messages use. */
    public String name() {
        return names.getLast();
    }

    /** What its value is called in help; empty for a flag without one. */
    public String value() {
        return value;
    }

    public boolean takesValue() {
        return !value.isEmpty();
    }

    /** Whether it may be given several times. */
    public boolean repeatable() {
        return repeatable;
    }

    /** One or two sentences, with the default. */
    public String help() {
        return help;
    }
}
