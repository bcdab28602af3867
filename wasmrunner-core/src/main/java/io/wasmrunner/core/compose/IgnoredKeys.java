package io.wasmrunner.core.compose;

import java.util.Map;

/** Keys of Docker's that mean nothing for Wasm: they are taken, and said to have no effect. */
final class IgnoredKeys {
    private static final String USERS = "a guest has no users";
    private static final String CAPABILITIES = "a guest has no Linux capabilities";
    private static final String NETWORKS =
            "containers have no networks of their own; see ports, network_mode and x-wasmrunner.allow_host";
    private static final String DEVICES = "a guest cannot reach devices";
    private static final String KERNEL = "a guest sees nothing of the kernel";

    /** Of a service, with the reason. */
    static final Map<String, String> OF_SERVICE = Map.ofEntries(
            Map.entry("user", USERS),
            Map.entry("group_add", USERS),
            Map.entry("userns_mode", USERS),
            Map.entry("cap_add", CAPABILITIES),
            Map.entry("cap_drop", CAPABILITIES),
            Map.entry("privileged", "a guest is never privileged"),
            Map.entry("hostname", "a guest cannot ask for its host's name"),
            Map.entry("domainname", "a guest cannot ask for its host's name"),
            Map.entry("networks", NETWORKS),
            Map.entry("links", NETWORKS),
            Map.entry("expose", NETWORKS),
            Map.entry("mac_address", NETWORKS),
            Map.entry("dns", "a guest resolves names as this host does; see extra_hosts"),
            Map.entry("dns_search", "a guest resolves names as this host does; see extra_hosts"),
            Map.entry("dns_opt", "a guest resolves names as this host does; see extra_hosts"),
            Map.entry("devices", DEVICES),
            Map.entry("gpus", DEVICES),
            Map.entry("device_cgroup_rules", DEVICES),
            Map.entry("init", "a guest is one process and has no children to reap"),
            Map.entry("ipc", KERNEL),
            Map.entry("pid", KERNEL),
            Map.entry("uts", KERNEL),
            Map.entry("cgroup", KERNEL),
            Map.entry("cgroup_parent", KERNEL),
            Map.entry("isolation", KERNEL),
            Map.entry("shm_size", KERNEL),
            Map.entry("sysctls", KERNEL),
            Map.entry("oom_kill_disable", KERNEL),
            Map.entry("oom_score_adj", KERNEL),
            Map.entry("storage_opt", KERNEL),
            Map.entry("develop", "nothing watches files here"),
            Map.entry("attach", "up shows the output of all its services"));

    /** Of the whole file. */
    static final Map<String, String> OF_FILE =
            Map.of("networks", NETWORKS, "version", "the file says by its keys what it needs");

    private IgnoredKeys() {}
}
