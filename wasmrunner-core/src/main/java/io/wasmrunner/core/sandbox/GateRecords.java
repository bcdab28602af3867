package io.wasmrunner.core.sandbox;

import io.wasmrunner.runtime.guest.GuestNetwork;
import io.wasmrunner.sandbox.launch.Inheritance;
import io.wasmrunner.sandbox.launch.Records;
import io.wasmrunner.sandbox.policy.NetworkRules;

/** What the launcher is told of the gate. */
final class GateRecords {
    private GateRecords() {}

    /** Adds the rules; the network that the worker inherits. */
    static GuestNetwork write(GuestNetwork.Allowed rules, NetworkRules policy, Records spec, Inheritance inheritance) {
        int[] line = inheritance.gate();
        spec.add("gate", line[0]);
        spec.add("max-connections", policy.maxConnections());
        for (String host : rules.hosts()) {
            spec.add("allow-host", host);
        }
        for (String network : rules.networks()) {
            spec.add("allow-cidr", network);
        }
        for (String name : rules.names()) {
            spec.add("add-host", name);
        }
        return new GuestNetwork.Inherited(line[1]);
    }
}
