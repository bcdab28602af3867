package io.wasmrunner.registry.client;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.http.Plain;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.format.Platform;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Picks from an index. */
public final class Chooser {
    private static final int MOST_SHOWN = 8;

    private Chooser() {}

    /** @param what {@code cannot pull demo/api:1} */
    public static Descriptor choose(Index index, Choice choice, String what) {
        List<Descriptor> all = index.manifests();
        Optional<Descriptor> chosen = switch (choice) {
            case Choice.For wanted ->
                all.stream().filter(one -> isFor(one, wanted.platform())).findFirst();
            case Choice.Best _, Choice.All _ -> best(all);
        };
        return chosen.orElseThrow(() -> new RegistryException(
                RegistryError.NOT_FOUND,
                what + ": it has nothing for "
                        + (choice instanceof Choice.For wanted ? wanted.platform() : Platform.WASI) + ", but "
                        + platforms(all)));
    }

    private static boolean isFor(Descriptor one, Platform wanted) {
        return one.platform()
                .filter(platform -> platform.os().equals(wanted.os())
                        && platform.architecture().equals(wanted.architecture())
                        && (wanted.variant().isEmpty() || platform.variant().equals(wanted.variant())))
                .isPresent();
    }

    /** The first of those that suit best; what names no platform will do when nothing else does. */
    private static Optional<Descriptor> best(List<Descriptor> all) {
        return all.stream()
                .filter(one -> suits(one) > 0)
                .max(Comparator.comparingInt(Chooser::suits))
                .or(() -> all.stream().filter(one -> one.platform().isEmpty()).findFirst());
    }

    private static int suits(Descriptor one) {
        return one.platform().map(Platform::suits).orElse(0);
    }

    private static String platforms(List<Descriptor> all) {
        List<String> names = all.stream()
                .map(one -> one.platform().map(Platform::toString).orElse("no platform"))
                .distinct()
                .limit(MOST_SHOWN)
                .toList();
        return names.isEmpty() ? "nothing at all" : Plain.text(String.join(", ", names));
    }
}
