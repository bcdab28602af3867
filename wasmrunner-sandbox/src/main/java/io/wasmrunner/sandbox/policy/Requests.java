package io.wasmrunner.sandbox.policy;

import io.wasmrunner.sandbox.Violation;
import io.wasmrunner.sandbox.ViolationLog;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * Holds what a run asks for against its policy, before the guest starts. What is denied ends with {@link
 * RequestDeniedException}, or is recorded where the policy only reports.
 */
public final class Requests {
    private final Policy policy;
    private final ViolationLog violations;

    public Requests(Policy policy, ViolationLog violations) {
        this.policy = policy;
        this.violations = violations;
    }

    /**
     * A directory of the host's.
     *
     * @param guest its name in the guest, for the record
     * @param flag the flag and value that ask for it, for the message
     * @return whether the guest may change it
     */
    public boolean mount(Path host, String guest, boolean writable, String flag) {
        FileRules files = policy.files();
        if (!files.mayMount(host)) {
            deny("mount", guest, flag, "files.mounts", String.join(", ", files.mounts()));
        }
        if (writable && !files.writable() && policy.enforce() == Enforce.REPORT) {
            record("mount", guest, "files.writable = false makes it read-only");
            return true;
        }
        return writable && files.writable();
    }

    /** A listener. */
    public void listen(InetSocketAddress where, String flag) {
        if (!policy.network().mayListen(where)) {
            String listen = policy.network().listen().toString();
            deny("listen", NetworkRules.name(where), flag, "network.listen", listen);
        }
    }

    /**
     * A host to connect to.
     *
     * @param names {@code host:port} each, of the ports that are asked for
     */
    public void connect(List<String> names, String flag) {
        for (String name : names) {
            if (!policy.network().mayConnect(name)) {
                String hosts = policy.network().connectHosts().toString();
                deny("connect", name, flag, "network.connect-hosts", hosts);
            }
        }
    }

    /** A network to connect to. */
    public void connect(String network, String flag) {
        if (!policy.network().mayConnect(Network.parse(network))) {
            String cidrs = policy.network().connectCidrs().toString();
            deny("connect", network, flag, "network.connect-cidrs", cidrs);
        }
    }

    /** All variables that are set here. */
    public void inherit(String flag) {
        if (!policy.environment().inherit()) {
            deny("environment", "", flag, "environment.inherit", "false");
        }
    }

    /** A capability of the host ABI. */
    public void capability(String name, String flag) {
        if (!policy.abi().contains(name)) {
            deny("capability", name, flag, "abi.allow", policy.abi().toString());
        }
    }

    private void deny(String what, String target, String flag, String key, String value) {
        String rule = key + " = " + (value.isEmpty() ? "none" : value);
        if (policy.enforce() == Enforce.REPORT) {
            record(what, target, rule + " does not allow it");
            return;
        }
        throw new RequestDeniedException("cannot run with " + flag + ": the policy does not allow it (" + rule
                + "); leave it out, or change the policy (--policy)");
    }

    private void record(String what, String target, String why) {
        violations.record(new Violation(Violation.Kind.REQUEST, what, target, why));
    }
}
