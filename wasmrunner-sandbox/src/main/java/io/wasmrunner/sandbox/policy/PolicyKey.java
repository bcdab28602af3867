package io.wasmrunner.sandbox.policy;

import java.util.Optional;

/** Everything that a policy says, by the name it has in files and in text. */
public enum PolicyKey {
    ENFORCE("enforce", PolicyKind.ENFORCE),
    NEVER("never", PolicyKind.NEVER),
    QUARANTINE_AFTER("quarantine-after", PolicyKind.COUNT),
    CLOCK("clock", PolicyKind.CLOCK),
    RANDOM("random", PolicyKind.RANDOM),
    FILES_WRITABLE("files.writable", PolicyKind.SWITCH),
    FILES_MOUNTS("files.mounts", PolicyKind.PATHS),
    NETWORK_LISTEN("network.listen", PolicyKind.ALLOWED),
    NETWORK_CONNECT_HOSTS("network.connect-hosts", PolicyKind.ALLOWED),
    NETWORK_CONNECT_CIDRS("network.connect-cidrs", PolicyKind.ALLOWED),
    NETWORK_CONNECTIONS("network.max-connections", PolicyKind.COUNT),
    NETWORK_BYTES("network.max-bytes", PolicyKind.SIZE),
    ENVIRONMENT_INHERIT("environment.inherit", PolicyKind.SWITCH),
    ENVIRONMENT_ALLOW("environment.allow", PolicyKind.ALLOWED),
    ENVIRONMENT_DENY("environment.deny", PolicyKind.DENIED),
    ABI_ALLOW("abi.allow", PolicyKind.ALLOWED),
    CALLS_ALLOW("calls.allow", PolicyKind.ALLOWED),
    CALLS_DENY("calls.deny", PolicyKind.DENIED),
    CALLS_DENIED("calls.denied", PolicyKind.DENIED_CALL),
    MEMORY("quotas.memory", PolicyKind.SIZE),
    WALL_TIME("quotas.wall-time", PolicyKind.DURATION),
    FUEL("quotas.fuel", PolicyKind.COUNT),
    HOST_CALLS("quotas.host-calls", PolicyKind.COUNT),
    OPEN_FILES("quotas.open-files", PolicyKind.COUNT),
    OUTPUT("quotas.output", PolicyKind.SIZE),
    DISK("quotas.disk", PolicyKind.SIZE),
    TABLE_ELEMENTS("quotas.table-elements", PolicyKind.COUNT),
    CALL_DEPTH("quotas.call-depth", PolicyKind.COUNT),
    CPUS("limits.cpus", PolicyKind.CPUS),
    CPU_TIME("limits.cpu-time", PolicyKind.DURATION),
    PIDS("limits.pids", PolicyKind.COUNT),
    READ_RATE("limits.read-rate", PolicyKind.SIZE),
    WRITE_RATE("limits.write-rate", PolicyKind.SIZE),
    FILE_SIZE("limits.file-size", PolicyKind.SIZE),
    HOST_FILES("limits.host-files", PolicyKind.COUNT);

    private final String text;
    private final PolicyKind kind;

    PolicyKey(String text, PolicyKind kind) {
        this.text = text;
        this.kind = kind;
    }

    public static Optional<PolicyKey> find(String text) {
        for (PolicyKey key : values()) {
            if (key.text.equals(text)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    public PolicyKind kind() {
        return kind;
    }

    /** What a policy says of it, in the form of {@link PolicyText}. */
    public String of(Policy policy) {
        return kind.print(value(policy));
    }

    private Object value(Policy policy) {
        return switch (this) {
            case ENFORCE -> policy.enforce();
            case NEVER -> policy.never();
            case QUARANTINE_AFTER -> (long) policy.quarantineAfter();
            case CLOCK -> policy.clock();
            case RANDOM -> policy.random();
            case FILES_WRITABLE -> policy.files().writable();
            case FILES_MOUNTS -> policy.files().mounts();
            case NETWORK_LISTEN -> policy.network().listen();
            case NETWORK_CONNECT_HOSTS -> policy.network().connectHosts();
            case NETWORK_CONNECT_CIDRS -> policy.network().connectCidrs();
            case NETWORK_CONNECTIONS -> policy.network().maxConnections();
            case NETWORK_BYTES -> policy.network().maxBytes();
            case ENVIRONMENT_INHERIT -> policy.environment().inherit();
            case ENVIRONMENT_ALLOW -> policy.environment().allow();
            case ENVIRONMENT_DENY -> policy.environment().deny();
            case ABI_ALLOW -> policy.abi();
            case CALLS_ALLOW -> policy.calls().allow();
            case CALLS_DENY -> policy.calls().deny();
            case CALLS_DENIED -> policy.calls().denied();
            case MEMORY -> policy.quotas().memory();
            case WALL_TIME -> policy.quotas().wallTime();
            case FUEL -> policy.quotas().fuel();
            case HOST_CALLS -> policy.quotas().hostCalls();
            case OPEN_FILES -> policy.quotas().openFiles();
            case OUTPUT -> policy.quotas().output();
            case DISK -> policy.quotas().disk();
            case TABLE_ELEMENTS -> policy.quotas().tableElements();
            case CALL_DEPTH -> policy.quotas().callDepth();
            case CPUS -> policy.limits().cpus();
            case CPU_TIME -> policy.limits().cpuTime();
            case PIDS -> policy.limits().pids();
            case READ_RATE -> policy.limits().readRate();
            case WRITE_RATE -> policy.limits().writeRate();
            case FILE_SIZE -> policy.limits().fileSize();
            case HOST_FILES -> policy.limits().hostFiles();
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
