package io.wasmrunner.core.compose;

import java.util.Map;

/**
 * Keys that are taken and said to have no effect, as the Compose specification (01-status) lets an implementation do: those
 * whose absence neither the guest nor this machine can tell. {@link RefusedKeys} has the others.
 */
final class IgnoredKeys {
    private static final String USERS = "a guest has no users";
    private static final String CAPABILITIES = "a guest has no Linux capabilities, and needs none";
    private static final String NAME = "a guest cannot ask for its host's name";
    private static final String KERNEL = "a guest sees nothing of the kernel";
    private static final String CLUSTER = "this is one machine";

    /** Of a service, with the reason. */
    static final Map<String, String> OF_SERVICE = Map.ofEntries(
            Map.entry("user", USERS),
            Map.entry("group_add", USERS),
            Map.entry("userns_mode", USERS),
            Map.entry("cap_add", CAPABILITIES),
            Map.entry("cap_drop", CAPABILITIES),
            Map.entry("security_opt", "every guest is confined; see x-wasmrunner.policy"),
            Map.entry("hostname", NAME),
            Map.entry("domainname", NAME),
            Map.entry("expose", "nobody reaches a port that is not published"),
            Map.entry("init", "a guest is one process and has no children to reap"),
            Map.entry("ipc", KERNEL),
            Map.entry("pid", KERNEL),
            Map.entry("uts", KERNEL),
            Map.entry("isolation", KERNEL),
            Map.entry("shm_size", KERNEL),
            Map.entry("sysctls", KERNEL),
            Map.entry("develop", "nothing watches files here"));

    /** Of {@code deploy}, which may be left out whole. */
    static final Map<String, String> OF_DEPLOY = Map.of(
            "labels", "a service is nothing but its containers",
            "endpoint_mode", CLUSTER,
            "placement", CLUSTER,
            "update_config", "containers are replaced one after another",
            "rollback_config", "a container that cannot be replaced stays");

    /** Of {@code deploy.resources}. */
    static final Map<String, String> OF_RESOURCES = Map.of("reservations", "nothing is kept free for a guest");

    /** Of the whole file. */
    static final Map<String, String> OF_FILE = Map.of("version", "the file says by its keys what it needs");

    private IgnoredKeys() {}
}
