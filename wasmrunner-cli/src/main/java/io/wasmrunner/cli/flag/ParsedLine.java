package io.wasmrunner.cli.flag;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A command line, taken apart. */
public record ParsedLine(Map<Flag, List<String>> flags, List<String> operands) {
    public ParsedLine {
        flags = Map.copyOf(flags);
        operands = List.copyOf(operands);
    }

    public boolean has(Flag flag) {
        return flags.containsKey(flag);
    }

    /** The last value given. */
    public Optional<String> value(Flag flag) {
        List<String> values = flags.get(flag);
        return values == null ? Optional.empty() : Optional.of(values.getLast());
    }

    /** All values given, in order. */
    public List<String> values(Flag flag) {
        return flags.getOrDefault(flag, List.of());
    }
}
