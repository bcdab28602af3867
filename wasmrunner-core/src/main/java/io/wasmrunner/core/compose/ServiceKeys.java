package io.wasmrunner.core.compose;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The keys of a service, and which flag of {@code create} each simple one is. */
final class ServiceKeys {
    /** Keys with one value. */
    static final Map<String, String> VALUES = new TreeMap<>(Map.of(
            "mem_limit", "memory",
            "cpus", "cpus",
            "pids_limit", "pids-limit",
            "restart", "restart",
            "stop_signal", "stop-signal",
            "stop_grace_period", "stop-timeout",
            "working_dir", "workdir",
            "network_mode", "network",
            "platform", "platform",
            "pull_policy", "pull"));

    /** Keys that are true or false. */
    static final Map<String, String> TOGGLES =
            new TreeMap<>(Map.of("read_only", "read-only", "stdin_open", "interactive", "tty", "tty"));

    /** What {@code x-wasmrunner} takes: a flag's name with {@code _} for {@code -}; the value, a list, or true. */
    static final Set<String> EXTENSIONS = Set.of(
            "policy",
            "policy_override",
            "enforce",
            "allow_call",
            "deny_call",
            "denied_call",
            "allow_abi",
            "allow_host",
            "allow_cidr",
            "timeout",
            "fuel",
            "max_syscalls",
            "max_open_files",
            "max_output",
            "max_disk",
            "max_table_elements",
            "max_call_depth",
            "max_connections",
            "max_network_bytes",
            "cpu_time",
            "read_bps",
            "write_bps",
            "clock",
            "random_seed",
            "engine",
            "interpret",
            "sandbox",
            "scan",
            "invoke",
            "env_inherit");

    /** Those of {@link #EXTENSIONS} that are true or false. */
    static final Set<String> EXTENSION_TOGGLES = Set.of("policy_override", "interpret", "env_inherit");

    /** Those of {@link #EXTENSIONS} that may have several values. */
    static final Set<String> EXTENSION_LISTS =
            Set.of("policy", "allow_call", "deny_call", "allow_abi", "allow_host", "allow_cidr");

    private ServiceKeys() {}

    /** All that a service may have. */
    static Set<String> all() {
        Set<String> all = new LinkedHashSet<>(Set.of(
                "image",
                "build",
                "command",
                "entrypoint",
                "environment",
                "env_file",
                "volumes",
                "tmpfs",
                "ports",
                "depends_on",
                "profiles",
                "deploy",
                "scale",
                "labels",
                "label_file",
                "healthcheck",
                "container_name",
                "logging",
                "extra_hosts",
                "annotations"));
        all.addAll(VALUES.keySet());
        all.addAll(TOGGLES.keySet());
        all.addAll(IgnoredKeys.OF_SERVICE.keySet());
        return all;
    }
}
