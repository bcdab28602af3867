package io.wasmrunner.runtime.wasi;

import static java.util.Objects.requireNonNull;

import io.wasmrunner.runtime.policy.CallGate;
import io.wasmrunner.sandbox.ViolationLog;
import io.wasmrunner.sandbox.io.HostStream;
import io.wasmrunner.sandbox.io.Listener;
import io.wasmrunner.sandbox.io.Poller;
import io.wasmrunner.sandbox.net.Network;
import io.wasmrunner.sandbox.quota.Meters;
import java.util.List;

/**
 * All that one guest is given.
 *
 * @param arguments the first is the program's own name; without NUL characters
 * @param environment {@code NAME=value} each, in the order the guest sees them; without NUL characters
 * @param stdin descriptor 0; left open when the guest closes it, as are the next two
 * @param stdout descriptor 1
 * @param stderr descriptor 2
 * @param listeners descriptors 3 and on, as Wasmtime numbers them
 * @param directories the descriptors after the listeners
 * @param poller waits for the streams above
 * @param network its connections
 * @param gate which functions it may call
 */
public record WasiConfig(
        List<String> arguments,
        List<String> environment,
        HostStream stdin,
        HostStream stdout,
        HostStream stderr,
        List<Listener> listeners,
        List<PreopenedDirectory> directories,
        Poller poller,
        Network network,
        Clocks clocks,
        RandomSource random,
        Meters meters,
        ViolationLog violations,
        CallGate gate) {
    public WasiConfig {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
        listeners = List.copyOf(listeners);
        directories = List.copyOf(directories);
        requireNonNull(stdin, "stdin is null");
        requireNonNull(stdout, "stdout is null");
        requireNonNull(stderr, "stderr is null");
        requireNonNull(poller, "poller is null");
        requireNonNull(network, "network is null");
        requireNonNull(clocks, "clocks is null");
        requireNonNull(random, "random is null");
        requireNonNull(meters, "meters is null");
        requireNonNull(violations, "violations is null");
        requireNonNull(gate, "gate is null");
        refuseNul("argument", arguments);
        refuseNul("environment variable", environment);
    }

    /** A guest with these streams and nothing else: no argument, no directory, no limit. */
    public static WasiConfigBuilder builder(HostStream stdin, HostStream stdout, HostStream stderr, Poller poller) {
        return new WasiConfigBuilder(stdin, stdout, stderr, poller);
    }

    private static void refuseNul(String what, List<String> texts) {
        for (String text : texts) {
            if (text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(
                        "cannot give the guest the " + what + " \"" + text.replace("\0", "\\0")
                                + "\": it contains a NUL, which ends a text in the guest; remove it");
            }
        }
    }
}
