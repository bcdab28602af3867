package io.wasmrunner.registry.build;

import io.wasmrunner.registry.build.file.Expander;
import io.wasmrunner.registry.build.file.Instruction;
import io.wasmrunner.registry.build.file.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables that an instruction sees (Dockerfile reference, "Impact on build caching", "Using ARG variables"): those of
 * ENV, and those of ARG where they have been declared; ENV comes first.
 */
final class Scope {
    private final Map<String, String> given;
    private final Map<String, String> outer;
    private final Set<String> used;
    private final Expander expander;
    private final Map<String, String> args = new LinkedHashMap<>();
    private final Map<String, String> env = new LinkedHashMap<>();

    /**
     * A new one.
     *
     * @param given of the command line
     * @param outer what an ARG without default has when it is not given
     * @param used gets the name of each that is declared
     */
    Scope(Map<String, String> given, Map<String, String> outer, Set<String> used, char escape) {
        this.given = given;
        this.outer = outer;
        this.used = used;
        this.expander = new Expander(escape, this::value);
    }

    private @Nullable String value(String name) {
        String value = env.get(name);
        return value != null ? value : args.get(name);
    }

    String expand(String word, Position at) {
        return expander.expand(word, at);
    }

    Expander expander() {
        return expander;
    }

    /** Declares variables. */
    void declare(Instruction.Arg arg) {
        for (Instruction.Pair variable : arg.variables()) {
            String name = variable.name();
            used.add(name);
            String value = given.get(name);
            if (value == null) {
                value = variable.value() != null ? expand(variable.value(), arg.at()) : outer.get(name);
            }
            if (value != null) {
                args.put(name, value);
            }
        }
    }

    /** The values of all variables in an instruction are those before it. */
    void set(Instruction.Env instruction) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Instruction.Pair variable : instruction.variables()) {
            String value = variable.value();
            values.put(expand(variable.name(), instruction.at()), value == null ? "" : expand(value, instruction.at()));
        }
        env.putAll(values);
    }

    /** @param list {@code NAME=value}, of a base image */
    void inherit(List<String> list) {
        for (String variable : list) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                env.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
    }

    Map<String, String> args() {
        return args;
    }

    /** {@code NAME=value} of ENV. */
    List<String> env() {
        return list(env);
    }

    /** What a program of RUN sees. */
    List<String> all() {
        Map<String, String> all = new LinkedHashMap<>(args);
        all.putAll(env);
        return list(all);
    }

    private static List<String> list(Map<String, String> variables) {
        List<String> list = new ArrayList<>();
        variables.forEach((name, value) -> list.add(name + "=" + value));
        return list;
    }
}
