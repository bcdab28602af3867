package io.wasmrunner.registry.build;

import io.wasmrunner.registry.build.file.Instruction;
import io.wasmrunner.registry.build.file.Position;
import io.wasmrunner.registry.build.file.Stage;
import io.wasmrunner.registry.build.file.Wasmfile;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The stages that a target needs, in their order; others are not built.
 *
 * @param stages the target is the last one
 */
record StagePlan(List<Stage> stages) {
    /** @param images gives the image of FROM, with its variables */
    static StagePlan of(Wasmfile file, String target, Function<Stage, String> images) {
        Stage last = target.isEmpty()
                ? file.stages().getLast()
                : file.stage(target, file.stages().size())
                        .orElseThrow(() -> new Position(file.name(), 1, 1)
                                .wrong("there is no stage " + target + "; there are "
                                        + file.stages().stream()
                                                .map(Stage::label)
                                                .collect(Collectors.joining(", "))));
        TreeSet<Integer> needed = new TreeSet<>();
        add(file, last, images, needed);
        return new StagePlan(needed.stream().map(file.stages()::get).toList());
    }

    private static void add(Wasmfile file, Stage stage, Function<Stage, String> images, TreeSet<Integer> needed) {
        if (!needed.add(stage.index())) {
            return;
        }
        file.stage(images.apply(stage), stage.index()).ifPresent(base -> add(file, base, images, needed));
        for (Instruction instruction : stage.instructions()) {
            if (instruction instanceof Instruction.Copy copy && !copy.from().isEmpty()) {
                source(file, stage, copy).ifPresent(from -> add(file, from, images, needed));
            }
        }
    }

    /** The stage that COPY takes from; empty when it names an image. */
    static Optional<Stage> source(Wasmfile file, Stage stage, Instruction.Copy copy) {
        Optional<Stage> source = file.stage(copy.from(), stage.index());
        boolean later = file.stage(copy.from(), file.stages().size()).isPresent();
        if (source.isEmpty() && (later || copy.from().matches("[0-9]+"))) {
            throw copy.at().wrong("COPY --from=" + copy.from() + " must name a stage ahead of this one, or an image");
        }
        return source;
    }

    int steps() {
        return stages.stream()
                .mapToInt(stage -> stage.instructions().size() + 1)
                .sum();
    }

    Stage last() {
        return stages.getLast();
    }
}
