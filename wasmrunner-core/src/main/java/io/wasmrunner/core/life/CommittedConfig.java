package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerSpec;
import io.wasmrunner.registry.format.RunConfig;
import io.wasmrunner.registry.image.Image;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an image says about running it that was made of a container: what that was run with. */
final class CommittedConfig {
    private CommittedConfig() {}

    /** Of an image with files. */
    static RunConfig of(Container container, RunConfig image) {
        List<String> command = container.spec().command();
        List<String> entrypoint = image.entrypoint();
        int words = entrypoint.size();
        if (words > command.size() || !command.subList(0, words).equals(entrypoint)) {
            entrypoint = List.of(command.getFirst());
            words = 1;
        }
        return rest(container.spec(), image).withEntrypoint(entrypoint).withCmd(command.subList(words, command.size()));
    }

    /** Of a module alone, which is at {@code path} from now on. */
    static RunConfig of(Container container, String path, @Nullable Image image) {
        return rest(container.spec(), image == null ? RunConfig.EMPTY : image.config())
                .withEntrypoint(List.of(path))
                .withCmd(container.spec().arguments());
    }

    private static RunConfig rest(ContainerSpec spec, RunConfig image) {
        String directory = spec.guest().workingDirectory();
        return image.withEnv(spec.guest().inheritsEnvironment() ? image.env() : environment(spec, directory))
                .withWorkingDir(directory)
                .withLabels(spec.labels());
    }

    private static List<String> environment(ContainerSpec spec, String directory) {
        Map<String, String> byName = new LinkedHashMap<>();
        for (String variable : spec.guest().environment()) {
            if (!variable.equals("PWD=" + directory)) {
                byName.put(variable.substring(0, variable.indexOf('=')), variable);
            }
        }
        return new ArrayList<>(byName.values());
    }
}
