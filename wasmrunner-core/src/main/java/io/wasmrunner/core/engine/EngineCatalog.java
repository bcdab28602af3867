package io.wasmrunner.core.engine;

import io.wasmrunner.core.ErrorCode;
import io.wasmrunner.core.WasmrunnerException;
import io.wasmrunner.runtime.engine.EngineProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The engines that are on the class path, in a fixed order. */
public record EngineCatalog(List<EngineProvider> providers) {
    public EngineCatalog {
        providers = List.copyOf(providers);
    }

    /** Those the ServiceLoader finds. */
    public static EngineCatalog load() {
        List<EngineProvider> found = new ArrayList<>();
        ServiceLoader.load(EngineProvider.class).forEach(found::add);
        return new EngineCatalog(found);
    }

    public Optional<EngineProvider> find(String name) {
        for (EngineProvider provider : providers) {
            if (provider.info().name().equals(name)) {
                return Optional.of(provider);
            }
        }
        return Optional.empty();
    }

    /** The engine of that name; says which there are when there is none, and why it cannot be used when it cannot. */
    public EngineProvider require(String name) {
        EngineProvider provider = find(name)
                .orElseThrow(() -> new WasmrunnerException(
                        ErrorCode.USAGE,
                        "unknown engine \"%s\"; there are auto, %s"
                                .formatted(
                                        name,
                                        String.join(
                                                ", ",
                                                providers.stream()
                                                        .map(p -> p.info().name())
                                                        .toList()))));
        provider.missing().ifPresent(why -> {
            throw new WasmrunnerException(ErrorCode.HOST, "cannot use engine %s: %s".formatted(name, why));
        });
        return provider;
    }
}
