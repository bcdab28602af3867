package io.wasmrunner.core.compose;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys of the Compose specification that ask for something a project would miss here, with what there is instead. */
final class RefusedKeys {
    private static final Map<String, String> WHY = why();

    private RefusedKeys() {}

    private static Map<String, String> why() {
        Map<String, String> why = new HashMap<>();
        put(
                why,
                "containers have no networks of their own; services reach each other by ports of this host, with"
                        + " network_mode: host and x-wasmrunner.allow_host",
                "networks",
                "links",
                "external_links",
                "mac_address");
        put(
                why,
                "a guest resolves names as this host does; extra_hosts has names of its own",
                "dns",
                "dns_search",
                "dns_opt");
        put(why, "a guest cannot reach devices", "devices", "gpus", "device_cgroup_rules", "blkio_config");
        put(why, "a guest is never privileged", "privileged", "use_api_socket", "credential_spec", "runtime");
        put(
                why,
                "limits are mem_limit, cpus, pids_limit and those of x-wasmrunner",
                "mem_reservation",
                "mem_swappiness",
                "memswap_limit",
                "cpu_count",
                "cpu_percent",
                "cpu_period",
                "cpu_quota",
                "cpu_rt_period",
                "cpu_rt_runtime",
                "cpu_shares",
                "cpuset",
                "ulimits",
                "oom_kill_disable",
                "oom_score_adj",
                "cgroup",
                "cgroup_parent");
        put(why, "for a size, x-wasmrunner: {max_disk: 1g}", "storage_opt");
        put(why, "mount a folder or a file's folder instead, with volumes", "secrets", "configs");
        put(why, "name the volumes in both services", "volumes_from");
        put(why, "name several files with -f, or use extends", "include");
        put(why, "a service is a container of an image", "provider", "models");
        put(why, "a container has one program; use a service that waits for another", "post_start", "pre_stop");
        put(why, "up shows the output of all that it starts", "attach");
        put(why, "checks are as far apart at the start as later", "start_interval");
        put(
                why,
                "the first restart is after 100 ms, each next one after twice that, up to a minute",
                "delay",
                "window");
        put(why, "pull_policy is always, missing, never or build", "pull_refresh_after");
        return why;
    }

    private static void put(Map<String, String> into, String reason, String... keys) {
        for (String key : List.of(keys)) {
            into.put(key, reason);
        }
    }

    /** Why there is no such key; empty when it is simply unknown. */
    static Optional<String> why(String key) {
        return Optional.ofNullable(WHY.get(key));
    }

    /** Whether that key asks for nothing that there is not. */
    static boolean asksForNothing(String key, Yaml value) {
        return WHY.containsKey(key)
                && switch (value) {
                    case Yaml.Text text ->
                        text.isNull() || text.value().equals(key.equals("attach") ? "true" : "false");
                    case Yaml.Items items -> items.items().isEmpty();
                    case Yaml.Fields fields -> fields.fields().isEmpty();
                };
    }
}
