package io.wasmrunner.core.run;

import io.wasmrunner.core.sandbox.SandboxMode;
import io.wasmrunner.runtime.guest.GuestSpec;

/**
 * What is to be run, and with what.
 *
 * @param module a path, or {@code -} for standard input
 * @param policy about the guest's policy
 * @param inheritsEnvironment whether the guest was given all variables of this process
 */
public record RunRequest(
        String module,
        SandboxMode sandbox,
        ScanBefore scan,
        PolicyNote policy,
        boolean inheritsEnvironment,
        GuestSpec guest) {}
