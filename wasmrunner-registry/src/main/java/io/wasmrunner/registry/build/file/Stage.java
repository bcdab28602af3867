package io.wasmrunner.registry.build.file;

import java.util.List;

/**
 * A stage of a build: FROM, and what follows it.
 *
 * @param index from 0
 */
public record Stage(int index, Instruction.From from, List<Instruction> instructions) {
    public Stage {
        instructions = List.copyOf(instructions);
    }

    /** Whether a reference in another stage means this one; names do not tell cases apart. */
    public boolean isCalled(String reference) {
        return reference.equals(Integer.toString(index))
                || (!from.name().isEmpty() && from.name().equalsIgnoreCase(reference));
    }

    /** Its name, or its number. */
    public String label() {
        return from.name().isEmpty() ? Integer.toString(index) : from.name();
    }
}
