package io.wasmrunner.core.container;

import io.wasmrunner.core.run.PolicyNote;
import io.wasmrunner.core.run.ScanBefore;
import io.wasmrunner.core.sandbox.SandboxMode;
import io.wasmrunner.runtime.abi.AbiCapability;
import io.wasmrunner.runtime.guest.GuestNetwork;
import io.wasmrunner.sandbox.policy.Policy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a container's guest runs.
 *
 * @param environment {@code NAME=value} each
 * @param workingDirectory absolute, or empty
 * @param invokeOrNull the export to call instead of running the program
 * @param network what it may connect to
 * @param input what its standard input is
 * @param terminal whether its output is to look like a terminal's to it
 */
public record GuestSettings(
        List<String> environment,
        boolean inheritsEnvironment,
        String workingDirectory,
        String engine,
        boolean interpreted,
        @Nullable String invokeOrNull,
        Set<AbiCapability> capabilities,
        GuestNetwork network,
        Policy policy,
        PolicyNote policyNote,
        SandboxMode sandbox,
        ScanBefore scan,
        Input input,
        boolean terminal) {
    public GuestSettings {
        environment = List.copyOf(environment);
        capabilities = Set.copyOf(capabilities);
    }

    /** Standard input. */
    public enum Input {
        /** At its end from the start. */
        NONE,
        /** Open until the first who was attached to it goes. */
        ONCE,
        /** Open for whoever attaches. */
        OPEN
    }

    public Optional<String> invoke() {
        return Optional.ofNullable(invokeOrNull);
    }

    /** The same with another policy. */
    public GuestSettings with(Policy other) {
        return new GuestSettings(
                environment,
                inheritsEnvironment,
                workingDirectory,
                engine,
                interpreted,
                invokeOrNull,
                capabilities,
                network,
                other,
                policyNote,
                sandbox,
                scan,
                input,
                terminal);
    }
}
