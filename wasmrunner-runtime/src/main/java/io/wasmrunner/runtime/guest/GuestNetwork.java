package io.wasmrunner.runtime.guest;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.net.GateClient;
import io.wasmrunner.sandbox.net.Outbound;
import java.util.List;

/** What a guest may connect to. */
public sealed interface GuestNetwork {

    /**
     * What makes its connections.
     *
     * @throws WasmrunnerException when this process cannot
     */
    Outbound open();

    /** Nothing. */
    record None() implements GuestNetwork {
        @Override
        public Outbound open() {
            return Outbound.NONE;
        }
    }

    /**
     * Rules for the gate of a worker, in the form of the launcher's specification. There is one implementation of them, and
     * it is the launcher's: without a worker there is no such network.
     *
     * @param hosts {@code example.com}, {@code example.com:8080} or {@code example.com:*}; a name, {@code *.} before one, or an address
     * @param networks {@code network/bits}, with a port likewise
     * @param names {@code name=address} for names that nobody is asked for
     */
    record Allowed(List<String> hosts, List<String> networks, List<String> names) implements GuestNetwork {
        public Allowed {
            hosts = List.copyOf(hosts);
            networks = List.copyOf(networks);
            names = List.copyOf(names);
        }

        @Override
        public Outbound open() {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot let the guest connect by --allow-host or --allow-cidr: only the launcher of a worker"
                            + " process keeps those rules, and this run has none; leave out --sandbox off, or see"
                            + " wasmrunner system check");
        }
    }

    /** The gate is there, at a descriptor that was inherited. */
    record Inherited(int descriptor) implements GuestNetwork {
        @Override
        public Outbound open() {
            return new GateClient(descriptor);
        }
    }
}
