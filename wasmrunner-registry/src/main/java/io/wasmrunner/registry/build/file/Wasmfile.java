package io.wasmrunner.registry.build.file;

import io.wasmrunner.registry.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A build file.
 *
 * @param escape what stands before a character that is meant as it is
 * @param globals the ARGs ahead of the first FROM
 * @param warnings about what was read, each with its place
 */
public record Wasmfile(
        String name, char escape, List<Instruction.Arg> globals, List<Stage> stages, List<String> warnings) {
    private static final int LONGEST = 1 << 20;

    public Wasmfile {
        globals = List.copyOf(globals);
        stages = List.copyOf(stages);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads one.
     *
     * @param name for errors and progress
     * @throws RegistryException with file, line and column of what is wrong
     */
    public static Wasmfile parse(String name, String content) {
        if (content.length() > LONGEST) {
            throw new Position(name, 1, 1).wrong("the file has more than " + LONGEST + " characters");
        }
        Lines lines = new Lines(name, content);
        List<Instruction> all = new ArrayList<>();
        List<Text> texts = lines.read();
        InstructionParser parser = new InstructionParser(lines.escape());
        texts.forEach(text -> all.add(parser.parse(text)));
        return new Wasmfile(name, lines.escape(), globals(all), stages(name, all), lines.warnings());
    }

    private static List<Instruction.Arg> globals(List<Instruction> all) {
        List<Instruction.Arg> globals = new ArrayList<>();
        for (Instruction instruction : all) {
            if (!(instruction instanceof Instruction.Arg arg)) {
                return globals;
            }
            globals.add(arg);
        }
        return globals;
    }

    private static List<Stage> stages(String name, List<Instruction> all) {
        List<Stage> stages = new ArrayList<>();
        Instruction.From from = null;
        List<Instruction> inside = new ArrayList<>();
        for (Instruction instruction : all) {
            if (instruction instanceof Instruction.From next) {
                if (from != null) {
                    add(stages, from, inside);
                }
                from = next;
                inside = new ArrayList<>();
            } else if (from != null) {
                inside.add(instruction);
            } else if (!(instruction instanceof Instruction.Arg)) {
                throw instruction.at().wrong("the first instruction must be FROM (only ARG may stand ahead of it)");
            }
        }
        if (from == null) {
            throw new Position(name, 1, 1).wrong("there is no FROM; begin with FROM scratch");
        }
        add(stages, from, inside);
        return stages;
    }

    private static void add(List<Stage> stages, Instruction.From from, List<Instruction> inside) {
        for (Stage stage : stages) {
            if (!from.name().isEmpty() && stage.from().name().equalsIgnoreCase(from.name())) {
                throw from.at()
                        .wrong("there is a stage called " + from.name() + " already (line "
                                + stage.from().at().line() + ")");
            }
        }
        stages.add(new Stage(stages.size(), from, inside));
    }

    /** The stage of that name or number, among those ahead of stage {@code before}. */
    public Optional<Stage> stage(String reference, int before) {
        return stages.subList(0, Math.min(before, stages.size())).stream()
                .filter(stage -> stage.isCalled(reference))
                .findFirst();
    }
}
