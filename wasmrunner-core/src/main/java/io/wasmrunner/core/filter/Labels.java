package io.wasmrunner.core.filter;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The condition that a thing has a label. */
public final class Labels {
    private Labels() {}

    /**
     * Whether a thing has it.
     *
     * @param wanted {@code name}, of any value, or {@code name=value}
     * @param labels those of the thing
     */
    public static <T> Predicate<T> having(String wanted, Function<T, Map<String, String>> labels) {
        int equals = wanted.indexOf('=');
        if (equals < 0) {
            return one -> labels.apply(one).containsKey(wanted);
        }
        String name = wanted.substring(0, equals);
        String value = wanted.substring(equals + 1);
        return one -> value.equals(labels.apply(one).get(name));
    }
}
