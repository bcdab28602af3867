package io.wasmrunner.runtime.guest;

import io.wasmrunner.runtime.abi.AbiCapability;
import io.wasmrunner.runtime.run.Invocation;
import io.wasmrunner.sandbox.policy.Policy;
import io.wasmrunner.sandbox.quota.Quotas;
import java.util.List;
import java.util.Set;

/**
 * All that decides how a module runs, beside the module itself.
 *
 * @param arguments the guest's, after its name
 * @param environment {@code NAME=value} each; a later one of the same name replaces an earlier one
 * @param listeners descriptors 3 and on in the guest
 * @param policy what of all this it may have, and its quotas
 * @param engine an engine's name, or {@code auto}
 * @param interpreted do not compile the module
 * @param capabilities what of the ABI beside WASI the guest may use
 * @param network what the guest may connect to
 * @param console what its standard streams are to it
 */
public record GuestSpec(
        List<String> arguments,
        List<String> environment,
        List<GuestMount> mounts,
        List<HostListener> listeners,
        Policy policy,
        String engine,
        boolean interpreted,
        Invocation invocation,
        Set<AbiCapability> capabilities,
        GuestNetwork network,
        GuestConsole console) {
    public GuestSpec {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
        mounts = List.copyOf(mounts);
        listeners = List.copyOf(listeners);
        capabilities = Set.copyOf(capabilities);
    }

    /** Without a network, and with the standard streams as they are. */
    public GuestSpec(
            List<String> arguments,
            List<String> environment,
            List<GuestMount> mounts,
            List<HostListener> listeners,
            Policy policy,
            String engine,
            boolean interpreted,
            Invocation invocation,
            Set<AbiCapability> capabilities) {
        this(
                arguments,
                environment,
                mounts,
                listeners,
                policy,
                engine,
                interpreted,
                invocation,
                capabilities,
                new GuestNetwork.None(),
                GuestConsole.STANDARD);
    }

    /** For a module that is compiled and not run. */
    public static GuestSpec of(ModuleCompiler.Settings settings) {
        return new GuestSpec(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Policy.STANDARD.with(settings.quotas()),
                settings.engine(),
                settings.interpreted(),
                new Invocation.Start(),
                Set.of());
    }

    /** The same with other directories and listeners. */
    public GuestSpec with(List<GuestMount> otherMounts, List<HostListener> otherListeners) {
        return new GuestSpec(
                arguments,
                environment,
                otherMounts,
                otherListeners,
                policy,
                engine,
                interpreted,
                invocation,
                capabilities,
                network,
                console);
    }

    /** The same with another network. */
    public GuestSpec with(GuestNetwork otherNetwork) {
        return new GuestSpec(
                arguments,
                environment,
                mounts,
                listeners,
                policy,
                engine,
                interpreted,
                invocation,
                capabilities,
                otherNetwork,
                console);
    }

    /** The same with other standard streams. */
    public GuestSpec with(GuestConsole otherConsole) {
        return new GuestSpec(
                arguments,
                environment,
                mounts,
                listeners,
                policy,
                engine,
                interpreted,
                invocation,
                capabilities,
                network,
                otherConsole);
    }

    public Quotas quotas() {
        return policy.quotas();
    }

    ModuleCompiler.Settings settings() {
        return new ModuleCompiler.Settings(engine, interpreted, quotas());
    }
}
