package io.wasmrunner.core.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Several conditions: of those with the same name one must hold, of those with different names all. */
public final class Conditions<T> {
    private final Map<String, List<Predicate<T>>> byName = new LinkedHashMap<>();

    /** Adds what a condition of that name means. */
    public void add(String name, Predicate<T> condition) {
        byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(condition);
    }

    public boolean match(T one) {
        return byName.values().stream().allMatch(some -> some.stream().anyMatch(condition -> condition.test(one)));
    }
}
