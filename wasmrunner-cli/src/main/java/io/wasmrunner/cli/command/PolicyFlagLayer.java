package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.policy.PolicyWords;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.policy.Policy;
import io.wasmrunner.sandbox.policy.PolicyKey;
import io.wasmrunner.sandbox.policy.PolicyKind;
import io.wasmrunner.sandbox.policy.PolicyLayer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the flags of one line say of a policy. */
final class PolicyFlagLayer {
    private static final Map<Flag, PolicyKey> KEYS = new LinkedHashMap<>();

    static {
        KEYS.put(PolicyFlags.ENFORCE, PolicyKey.ENFORCE);
        KEYS.put(PolicyFlags.ALLOW_CALL, PolicyKey.CALLS_ALLOW);
        KEYS.put(PolicyFlags.DENY_CALL, PolicyKey.CALLS_DENY);
        KEYS.put(PolicyFlags.DENIED_CALL, PolicyKey.CALLS_DENIED);
        KEYS.put(PolicyFlags.CPUS, PolicyKey.CPUS);
        KEYS.put(PolicyFlags.CPU_TIME, PolicyKey.CPU_TIME);
        KEYS.put(PolicyFlags.PIDS, PolicyKey.PIDS);
        KEYS.put(PolicyFlags.READ_RATE, PolicyKey.READ_RATE);
        KEYS.put(PolicyFlags.WRITE_RATE, PolicyKey.WRITE_RATE);
        KEYS.put(PolicyFlags.CONNECTIONS, PolicyKey.NETWORK_CONNECTIONS);
        KEYS.put(PolicyFlags.NETWORK_BYTES, PolicyKey.NETWORK_BYTES);
        KEYS.put(PolicyFlags.CLOCK, PolicyKey.CLOCK);
        KEYS.put(CompileFlags.MEMORY, PolicyKey.MEMORY);
        KEYS.put(CompileFlags.TIMEOUT, PolicyKey.WALL_TIME);
        KEYS.put(CompileFlags.FUEL, PolicyKey.FUEL);
        KEYS.put(CompileFlags.HOST_CALLS, PolicyKey.HOST_CALLS);
        KEYS.put(CompileFlags.OPEN_FILES, PolicyKey.OPEN_FILES);
        KEYS.put(CompileFlags.OUTPUT, PolicyKey.OUTPUT);
        KEYS.put(CompileFlags.DISK, PolicyKey.DISK);
        KEYS.put(CompileFlags.TABLE, PolicyKey.TABLE_ELEMENTS);
        KEYS.put(CompileFlags.CALL_DEPTH, PolicyKey.CALL_DEPTH);
    }

    private final Map<PolicyKey, String> values = new EnumMap<>(PolicyKey.class);

    private PolicyFlagLayer() {}

    static PolicyLayer of(ParsedLine line) {
        PolicyFlagLayer layer = new PolicyFlagLayer();
        KEYS.forEach((flag, key) -> {
            if (line.has(flag)) {
                String words = flag.repeatable()
                        ? String.join(",", line.values(flag))
                        : line.value(flag).orElse("");
                layer.put(key, flag.name() + " " + words, PolicyWords.read(flag.name(), key, words));
            }
        });
        line.value(PolicyFlags.RANDOM_SEED)
                .ifPresent(seed -> layer.put(PolicyKey.RANDOM, "--random-seed " + seed, "seed:" + seed(seed)));
        for (String limit : line.values(PolicyFlags.ULIMIT)) {
            layer.ulimit(limit);
        }
        return new PolicyLayer(layer.values, line.has(PolicyFlags.OVERRIDE));
    }

    static List<String> outvoted(ParsedLine line, Policy policy) {
        List<String> lines = new ArrayList<>();
        of(line).values().forEach((key, value) -> {
            boolean names = key.kind() == PolicyKind.ALLOWED || key.kind() == PolicyKind.DENIED;
            if (!names && !key.of(policy).equals(value)) {
                lines.add(
                        "%s is not as the flags have it: the policy is narrower, %s; with --policy-override the flags hold"
                                .formatted(key, PolicyWords.write(key, key.of(policy))));
            }
        });
        return lines;
    }

    private static long seed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw usage("--random-seed " + text, "it must be a whole number of at most 64 bits");
        }
    }

    /** Docker's form, {@code type=soft[:hard]}; a worker cannot raise the soft one, so that is the limit. */
    private void ulimit(String limit) {
        String flag = "--ulimit " + limit;
        int equals = limit.indexOf('=');
        int colon = limit.indexOf(':');
        String type = equals < 0 ? limit : limit.substring(0, equals);
        String words = limit.substring(equals + 1, colon < 0 ? limit.length() : Math.max(equals + 1, colon));
        PolicyKey key = switch (type) {
            case "nofile" -> PolicyKey.HOST_FILES;
            case "fsize" -> PolicyKey.FILE_SIZE;
            case "cpu" -> throw usage(flag, "use --cpu-time");
            case "nproc" -> throw usage(flag, "use --pids-limit");
            default -> throw usage(flag, "a worker has nofile and fsize");
        };
        put(key, flag, PolicyWords.read("--ulimit", key, words));
    }

    private void put(PolicyKey key, String flag, String value) {
        try {
            PolicyLayer.check(key, value);
        } catch (IllegalArgumentException e) {
            throw usage(flag, String.valueOf(e.getMessage()));
        }
        values.put(key, value);
    }

    private static WasmrunnerException usage(String flag, String why) {
        return new WasmrunnerException(ErrorCode.USAGE, "cannot take %s: %s".formatted(flag, why));
    }
}
