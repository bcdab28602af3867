package io.wasmrunner.core.policy;

import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.policy.Allowed;
import io.wasmrunner.sandbox.policy.FileRules;
import io.wasmrunner.sandbox.policy.Globs;
import io.wasmrunner.sandbox.policy.PolicyKey;
import io.wasmrunner.sandbox.policy.PolicyText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.tomlj.TomlArray;

/** From what a file gives a key to the text of {@link PolicyText}. IllegalArgumentException says what is wrong. */
final class PolicyValues {
    private PolicyValues() {}

    static String of(PolicyKey key, Object value) {
        return switch (key.kind()) {
            case SWITCH -> Boolean.toString(isOn(value));
            case PATHS -> PolicyText.paths(new FileRules(true, strings(value)).mounts());
            case ALLOWED -> allowed(key, value).toString();
            case DENIED -> globs(key, value).toString();
            case SIZE, DURATION, COUNT, CPUS -> quantity(key, value);
            case CLOCK, RANDOM, DENIED_CALL, ENFORCE, NEVER -> word(key, value);
        };
    }

    static boolean isOn(Object value) {
        if (value instanceof Boolean on) {
            return on;
        }
        throw wrong(value, "true or false");
    }

    private static String word(PolicyKey key, Object value) {
        if (!(value instanceof String text)) {
            throw wrong(value, "text in quotes");
        }
        try {
            return PolicyWords.read(key, text);
        } catch (WasmrunnerException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static String quantity(PolicyKey key, Object value) {
        if (!(value instanceof String || value instanceof Long || value instanceof Double)) {
            throw wrong(value, "a number, or text in quotes such as \"64m\", \"30s\" or \"50%\"");
        }
        try {
            return PolicyWords.read(key, plain(value));
        } catch (WasmrunnerException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static String plain(Object value) {
        return value instanceof Double number && Double.isFinite(number)
                ? BigDecimal.valueOf(number).toPlainString()
                : value.toString();
    }

    private static Allowed allowed(PolicyKey key, Object value) {
        if (value instanceof TomlArray array && !array.isEmpty() && array.get(0) instanceof TomlArray) {
            List<Globs> lists = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                lists.add(globs(key, array.get(i)));
            }
            return new Allowed(lists);
        }
        return Allowed.of(globs(key, value));
    }

    private static Globs globs(PolicyKey key, Object value) {
        Globs globs = new Globs(strings(value));
        KnownNames.check(key, globs);
        return globs;
    }

    private static List<String> strings(Object value) {
        String wanted = "a list of texts, such as [\"a\", \"b\"]";
        if (!(value instanceof TomlArray array)) {
            throw wrong(value, wanted);
        }
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof String text)) {
                throw wrong(array.get(i), wanted);
            }
            strings.add(text);
        }
        return strings;
    }

    private static IllegalArgumentException wrong(Object value, String wanted) {
        String given = switch (value) {
            case String text -> "\"" + text + "\"";
            case TomlArray _ -> "a list";
            case org.tomlj.TomlTable _ -> "a table";
            default -> value.toString();
        };
        return new IllegalArgumentException(given + " is given, and it must be " + wanted);
    }
}
