package io.wasmrunner.core.run;

import io.wasmrunner.core.module.ModuleSource;
import io.wasmrunner.core.sandbox.SandboxMode;
import io.wasmrunner.runtime.guest.GuestMount;
import io.wasmrunner.runtime.guest.GuestSpec;
import java.util.List;

/**
 * What is to be run, and with what.
 *
 * @param mounts those that come with the module, which no policy is asked about; the guest's own replace them
 * @param policy about the guest's policy
 * @param inheritsEnvironment whether the guest was given all variables of this process
 */
public record RunRequest(
        ModuleSource module,
        List<GuestMount> mounts,
        SandboxMode sandbox,
        ScanBefore scan,
        PolicyNote policy,
        boolean inheritsEnvironment,
        GuestSpec guest) {
    public RunRequest {
        mounts = List.copyOf(mounts);
    }
}
