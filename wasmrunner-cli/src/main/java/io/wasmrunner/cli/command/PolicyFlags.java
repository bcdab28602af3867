package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.policy.Policies;
import io.wasmrunner.core.policy.PolicyFile;
import io.wasmrunner.core.run.PolicyNote;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.sandbox.policy.Policy;
import io.wasmrunner.sandbox.policy.PolicyMerge;
import java.util.ArrayList;
import java.util.List;

/** The flags that say what a guest may touch, and the policy that comes of them and of the quotas' flags. */
final class PolicyFlags {
    static final Flag POLICY = Flag.list(
            "name|file",
            "What the guest may touch: restricted, standard (default), trusted, or a TOML file. Of several, and of the"
                    + " flags here, the narrowest holds.",
            "--policy");
    static final Flag OVERRIDE = Flag.toggle(
            "Let the flags here and the quotas' replace what --policy says, also when they allow more.",
            "--policy-override");
    static final Flag ENFORCE =
            Flag.value("refuse|report", "Refuse what the policy denies (default), or only record it.", "--enforce");
    static final Flag ALLOW_CALL = Flag.list(
            "names", "Host functions the guest may call, with *, separated by commas. Default: all.", "--allow-call");
    static final Flag DENY_CALL =
            Flag.list("names", "Host functions the guest may not call: path_open, sock_*, env.log.", "--deny-call");
    static final Flag DENIED_CALL = Flag.value(
            "errno|trap", "A denied call fails with \"not permitted\" (default), or ends the guest.", "--denied-call");
    static final Flag CPUS =
            Flag.value("number", "Processors the worker may keep busy: 0.5, 2 or 50%. Default 0: all.", "--cpus");
    static final Flag CPU_TIME = Flag.value(
            "duration",
            "Stop the worker after this much processor time, in whole seconds. Default 0: never.",
            "--cpu-time");
    static final Flag PIDS = Flag.value(
            "count", "Threads the worker may have, 32 and more; its JVM has 20. Default 0: any.", "--pids-limit");
    static final Flag ULIMIT = Flag.list(
            "nofile=count|fsize=size",
            "Descriptors the worker may have open, or bytes that a file may grow to.",
            "--ulimit");
    static final Flag READ_RATE =
            Flag.value("size", "Bytes a second the worker may read from disks. Default 0: any.", "--read-bps");
    static final Flag WRITE_RATE =
            Flag.value("size", "Bytes a second the worker may write to disks. Default 0: any.", "--write-bps");
    static final Flag CONNECTIONS = Flag.value(
            "count", "Connections the guest may have open at once. Default 1024; 0: any.", "--max-connections");
    static final Flag NETWORK_BYTES =
            Flag.value("size", "Bytes the guest may receive and send together. Default 0: any.", "--max-network-bytes");
    static final Flag CLOCK = Flag.value(
            "clock",
            "What the guest's clocks tell: real (default), coarse[:1ms] or fixed:2026-01-01T00:00:00Z.",
            "--clock");
    static final Flag RANDOM_SEED = Flag.value(
            "number", "Give the guest the same random numbers each time; none of them is a secret.", "--random-seed");

    static final List<Flag> ALL = List.of(
            POLICY,
            OVERRIDE,
            ENFORCE,
            ALLOW_CALL,
            DENY_CALL,
            DENIED_CALL,
            CPUS,
            CPU_TIME,
            PIDS,
            ULIMIT,
            READ_RATE,
            WRITE_RATE,
            CONNECTIONS,
            NETWORK_BYTES,
            CLOCK,
            RANDOM_SEED);

    private static final List<Flag> QUOTAS = List.of(
            CompileFlags.MEMORY,
            CompileFlags.TIMEOUT,
            CompileFlags.FUEL,
            CompileFlags.HOST_CALLS,
            CompileFlags.OPEN_FILES,
            CompileFlags.OUTPUT,
            CompileFlags.DISK,
            CompileFlags.TABLE,
            CompileFlags.CALL_DEPTH);

    private PolicyFlags() {}

    /**
     * The policy that a command line asks for, beneath the user's own for all runs, if there is one. Nothing but the
     * standard one is loaded without that file and without one of these flags.
     */
    static Policy of(ParsedLine line, StateFolder state) {
        boolean always = state.policy().toFile().exists();
        if (!always && none(line, ALL)) {
            return none(line, QUOTAS) ? Policy.STANDARD : Policy.STANDARD.with(CompileFlags.quotas(line));
        }
        PolicyMerge merge = new PolicyMerge();
        if (always) {
            merge.add(PolicyFile.read(state.policy()));
        }
        return addTo(merge, line).policy();
    }

    /** Adds what the line says to what was said before it: by an image, by a configuration. */
    static PolicyMerge addTo(PolicyMerge merge, ParsedLine line) {
        for (String nameOrFile : line.values(POLICY)) {
            merge.add(Policies.layer(nameOrFile));
        }
        return merge.add(PolicyFlagLayer.of(line));
    }

    /**
     * A line for each flag that a narrower policy left without effect.
     *
     * @param policy what came of it
     */
    static List<String> outvoted(ParsedLine line, Policy policy) {
        return line.has(POLICY) && !line.has(OVERRIDE) ? PolicyFlagLayer.outvoted(line, policy) : List.of();
    }

    /** What the audit log says about {@code policy}, which came of the line. */
    static PolicyNote note(ParsedLine line, Policy policy, StateFolder state) {
        List<String> names = new ArrayList<>(line.values(POLICY));
        if (state.policy().toFile().exists()) {
            names.addFirst(state.policy().getFileName().toString());
        }
        StringBuilder overriding = new StringBuilder();
        if (line.has(OVERRIDE)) {
            for (Flag flag : line.flags().keySet()) {
                if (flag != OVERRIDE && flag != POLICY && (ALL.contains(flag) || QUOTAS.contains(flag))) {
                    overriding.append(overriding.isEmpty() ? "" : " ").append(flag.name());
                }
            }
        }
        return PolicyNote.of(policy, names.isEmpty() ? "standard" : String.join(" ", names), overriding.toString());
    }

    private static boolean none(ParsedLine line, List<Flag> flags) {
        for (Flag flag : flags) {
            if (line.has(flag)) {
                return false;
            }
        }
        return true;
    }
}
