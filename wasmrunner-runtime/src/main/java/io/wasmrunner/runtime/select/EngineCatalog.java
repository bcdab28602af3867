package io.wasmrunner.runtime.select;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.engine.EngineProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The engines that the ServiceLoader finds. It opens jar after jar, which costs 7 ms, so the run script asks it once and
 * hands its answer, {@link #classNames}, to every later process in a system property.
 */
public final class EngineCatalog {
    private static final String FOUND_BEFORE = "wasmrunner.engines";

    private final Iterator<EngineProvider> more;
    private final List<EngineProvider> found = new ArrayList<>();

    public EngineCatalog() {
        String before = System.getProperty(FOUND_BEFORE, "");
        more = before.isEmpty()
                ? ServiceLoader.load(EngineProvider.class).iterator()
                : new ProvidersByName(before).iterator();
    }

    /** The providers' classes, in order, separated by commas. */
    public String classNames() {
        List<String> names = new ArrayList<>();
        providers().forEach(provider -> names.add(provider.getClass().getName()));
        return String.join(",", names);
    }

    /** All of them, in the order of the class path. */
    public synchronized List<EngineProvider> providers() {
        while (more.hasNext()) {
            found.add(more.next());
        }
        return List.copyOf(found);
    }

    /** The engine of that name, if it is there at all. */
    public synchronized Optional<EngineProvider> find(String name) {
        for (EngineProvider provider : found) {
            if (provider.info().name().equals(name)) {
                return Optional.of(provider);
            }
        }
        while (more.hasNext()) {
            EngineProvider provider = more.next();
            found.add(provider);
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
                        ErrorCode.USAGE, "unknown engine \"%s\"; there are auto, %s".formatted(name, names())));
        provider.missing().ifPresent(why -> {
            throw new WasmrunnerException(ErrorCode.HOST, "cannot use engine %s: %s".formatted(name, why));
        });
        return provider;
    }

    private String names() {
        List<String> names = new ArrayList<>();
        providers().forEach(provider -> names.add(provider.info().name()));
        return String.join(", ", names);
    }
}
