package io.wasmrunner.runtime.select;

import io.wasmrunner.runtime.engine.EngineProvider;
import java.util.Iterator;
import java.util.StringTokenizer;

/** Engine providers from the names of their classes, each made when it is asked for. */
record ProvidersByName(String names) implements Iterable<EngineProvider> {

    @Override
    public Iterator<EngineProvider> iterator() {
        StringTokenizer left = new StringTokenizer(names, ",");
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return left.hasMoreTokens();
            }

            @Override
            public EngineProvider next() {
                return make(left.nextToken());
            }
        };
    }

    private static EngineProvider make(String name) {
        try {
            return Class.forName(name)
                    .asSubclass(EngineProvider.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the engine " + name + " is gone; build again", e);
        }
    }
}
