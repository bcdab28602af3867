package io.wasmrunner.runtime.engine;

import java.util.List;
import java.util.stream.Collectors;

/** A function's parameters and results (WebAssembly Core Specification 2.0, section 2.3.6). */
public record FunctionType(List<ValueType> parameters, List<ValueType> results) {
    public FunctionType {
        parameters = List.copyOf(parameters);
        results = List.copyOf(results);
    }

    /** As a person reads it: {@code (i32, i64) -> i32}. */
    @Override
    public String toString() {
        String left = parameters.stream().map(ValueType::toString).collect(Collectors.joining(", ", "(", ")"));
        String right = results.stream().map(ValueType::toString).collect(Collectors.joining(", "));
        return results.isEmpty() ? left : left + " -> " + (results.size() == 1 ? right : "(" + right + ")");
    }
}
