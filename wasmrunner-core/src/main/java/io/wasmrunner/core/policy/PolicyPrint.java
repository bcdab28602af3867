package io.wasmrunner.core.policy;

import io.wasmrunner.sandbox.policy.Allowed;
import io.wasmrunner.sandbox.policy.Globs;
import io.wasmrunner.sandbox.policy.Policy;
import io.wasmrunner.sandbox.policy.PolicyKey;
import java.util.ArrayList;
import java.util.List;

/** A whole policy for people and programs. */
public final class PolicyPrint {
    private PolicyPrint() {}

    /** A file that says all of it; reading it gives the same policy. */
    public static String toml(Policy policy) {
        StringBuilder text = new StringBuilder();
        String table = "";
        for (PolicyKey key : PolicyKey.values()) {
            String name = key.toString();
            int dot = name.indexOf('.');
            if (dot > 0 && !name.substring(0, dot).equals(table)) {
                table = name.substring(0, dot);
                text.append("\n[").append(table).append("]\n");
            }
            text.append(name.substring(dot + 1))
                    .append(" = ")
                    .append(literal(key, policy))
                    .append('\n');
        }
        return text.toString();
    }

    /** A value as TOML has it. */
    static String literal(PolicyKey key, Policy policy) {
        if (key.of(policy).equals("0")) {
            return "0";
        }
        return switch (key.kind()) {
            case SWITCH, COUNT, CPUS -> PolicyWords.write(key, key.of(policy));
            case PATHS -> list(policy.files().mounts());
            case ALLOWED -> {
                Allowed allowed = allowed(key, policy);
                yield allowed.any()
                        ? list(List.of("*"))
                        : allowed.lists().size() == 1
                                ? list(allowed.lists().getFirst().patterns())
                                : "[" + String.join(", ", lists(allowed)) + "]";
            }
            case DENIED -> list(denied(key, policy).patterns());
            default -> quote(PolicyWords.write(key, key.of(policy)));
        };
    }

    private static List<String> lists(Allowed allowed) {
        List<String> lists = new ArrayList<>();
        for (Globs list : allowed.lists()) {
            lists.add(list(list.patterns()));
        }
        return lists;
    }

    private static String list(List<String> texts) {
        List<String> quoted = new ArrayList<>();
        for (String text : texts) {
            quoted.add(quote(text));
        }
        return "[" + String.join(", ", quoted) + "]";
    }

    /** A basic string of TOML; no value has control characters. */
    private static String quote(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    static Allowed allowed(PolicyKey key, Policy policy) {
        return switch (key) {
            case NETWORK_LISTEN -> policy.network().listen();
            case NETWORK_CONNECT_HOSTS -> policy.network().connectHosts();
            case NETWORK_CONNECT_CIDRS -> policy.network().connectCidrs();
            case ENVIRONMENT_ALLOW -> policy.environment().allow();
            case ABI_ALLOW -> policy.abi();
            case CALLS_ALLOW -> policy.calls().allow();
            default -> throw new AssertionError(key);
        };
    }

    static Globs denied(PolicyKey key, Policy policy) {
        return key == PolicyKey.CALLS_DENY
                ? policy.calls().deny()
                : policy.environment().deny();
    }

    /** A line for each key, as people read it. */
    public static String text(Policy policy) {
        StringBuilder text = new StringBuilder();
        for (PolicyKey key : PolicyKey.values()) {
            text.append("%-24s %s%n".formatted(key, words(key, key.of(policy))));
        }
        return text.toString();
    }

    private static String words(PolicyKey key, String value) {
        return switch (key.kind()) {
            case PATHS, ALLOWED, DENIED ->
                value.isEmpty()
                        ? "none"
                        : value.equals("*") || (key == PolicyKey.FILES_MOUNTS && value.equals("/"))
                                ? "any"
                                : value.replace(",", ", ").replace("&", " and ");
            case SIZE, DURATION, COUNT, CPUS ->
                value.equals("0")
                        ? key == PolicyKey.QUARANTINE_AFTER ? "never" : "no limit"
                        : PolicyWords.write(key, value);
            default -> PolicyWords.write(key, value);
        };
    }
}
