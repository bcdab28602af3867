package io.wasmrunner.core.run;

import io.wasmrunner.runtime.abi.AbiCapability;
import io.wasmrunner.runtime.run.Invocation;
import io.wasmrunner.sandbox.quota.Quotas;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

/**
 * What is to be run, and with what.
 *
 * @param module a path, or {@code -} for standard input
 * @param arguments the guest's, after its name
 * @param environment {@code NAME=value} each; a later one of the same name replaces an earlier one
 * @param listeners addresses to listen on; descriptors 3 and on in the guest
 * @param engine an engine's name, or {@code auto}
 * @param interpreted do not compile the module
 * @param capabilities what of the ABI beside WASI the guest may use
 */
public record RunRequest(
        String module,
        List<String> arguments,
        List<String> environment,
        List<Mount> mounts,
        List<InetSocketAddress> listeners,
        Quotas quotas,
        String engine,
        boolean interpreted,
        Invocation invocation,
        Set<AbiCapability> capabilities) {
    public RunRequest {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
        mounts = List.copyOf(mounts);
        listeners = List.copyOf(listeners);
        capabilities = Set.copyOf(capabilities);
    }
}
