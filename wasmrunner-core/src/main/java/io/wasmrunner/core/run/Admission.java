package io.wasmrunner.core.run;

import io.wasmrunner.core.network.AllowedHost;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.abi.AbiCapability;
import io.wasmrunner.runtime.guest.GuestMount;
import io.wasmrunner.runtime.guest.GuestNetwork;
import io.wasmrunner.runtime.guest.GuestSpec;
import io.wasmrunner.runtime.guest.HostDirectory;
import io.wasmrunner.runtime.guest.HostListener;
import io.wasmrunner.sandbox.ViolationLog;
import io.wasmrunner.sandbox.policy.Policy;
import io.wasmrunner.sandbox.policy.RequestDeniedException;
import io.wasmrunner.sandbox.policy.Requests;
import java.util.ArrayList;
import java.util.List;

/** What of a request its policy lets in. */
public final class Admission {
    private Admission() {}

    /**
     * The guest as it may run.
     *
     * @param violations hears what a policy that only reports would not have let in
     * @throws WasmrunnerException when the policy does not have what is asked for
     */
    public static GuestSpec admit(RunRequest request, ViolationLog violations) {
        GuestSpec guest = request.guest();
        Policy policy = guest.policy();
        if (isStandard(policy)) {
            return guest;
        }
        Requests requests = new Requests(policy, violations);
        try {
            if (request.inheritsEnvironment()) {
                requests.inherit("--env-inherit");
            }
            for (HostListener listener : guest.listeners()) {
                HostListener.Address asked = (HostListener.Address) listener;
                requests.listen(asked.address(), asked.flag());
            }
            for (AbiCapability capability : guest.capabilities()) {
                requests.capability(capability.toString(), "--allow-abi " + capability);
            }
            if (guest.network() instanceof GuestNetwork.Allowed network) {
                for (String host : network.hosts()) {
                    requests.connect(AllowedHost.parse(host).names(), "--allow-host " + host);
                }
                for (String cidr : network.networks()) {
                    requests.connect(cidr, "--allow-cidr " + cidr);
                }
            }
            List<GuestMount> mounts = new ArrayList<>();
            for (GuestMount mount : guest.mounts()) {
                boolean writable = requests.mount(
                        ((HostDirectory.OnHost) mount.host()).path(), mount.guest(), mount.writable(), mount.flag());
                mounts.add(writable ? mount : mount.readOnly());
            }
            return guest.with(mounts, guest.listeners());
        } catch (RequestDeniedException e) {
            throw new WasmrunnerException(ErrorCode.USAGE, e.getMessage(), e);
        }
    }

    @SuppressWarnings("ReferenceEquality") // It lets everything in, and is what most runs have.
    private static boolean isStandard(Policy policy) {
        return policy == Policy.STANDARD;
    }
}
