package io.wasmrunner.registry.build.record;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** What a build says it looked at. */
public final class InputLines {
    private InputLines() {}

    /** {@code kind path}, the path from {@code root} where it lies in it. */
    public static Set<String> of(BuildInputs inputs, Path root) {
        return inputs.lines().keySet().stream()
                .map(line -> line.replace(root + "/", "").replace(root.toString(), "."))
                .collect(Collectors.toSet());
    }

    public static boolean isComplete(BuildInputs inputs) {
        return inputs.isComplete();
    }
}
