package io.wasmrunner.core.policy;

import io.wasmrunner.registry.text.Nearest;
import io.wasmrunner.runtime.abi.AbiCapability;
import io.wasmrunner.runtime.abi.HostAbi;
import io.wasmrunner.runtime.wasi.Wasi;
import io.wasmrunner.sandbox.policy.Globs;
import io.wasmrunner.sandbox.policy.Network;
import io.wasmrunner.sandbox.policy.PolicyKey;
import java.util.ArrayList;
import java.util.List;

/** Finds patterns that no name can match: a slip in a rule would otherwise be a hole in it. */
final class KnownNames {
    private KnownNames() {}

    static void check(PolicyKey key, Globs globs) {
        switch (key) {
            case CALLS_ALLOW, CALLS_DENY -> check(globs, hostCalls(), "host function");
            case ABI_ALLOW -> check(globs, capabilities(), "capability");
            case NETWORK_LISTEN -> checkAddresses(globs);
            case NETWORK_CONNECT_HOSTS -> checkHosts(globs);
            case NETWORK_CONNECT_CIDRS -> checkNetworks(globs);
            default -> {
                // Variables and paths can have any name.
            }
        }
    }

    private static List<String> hostCalls() {
        List<String> names = new ArrayList<>(Wasi.functions());
        names.addAll(HostAbi.functions());
        return names;
    }

    private static List<String> capabilities() {
        List<String> names = new ArrayList<>();
        for (AbiCapability capability : AbiCapability.values()) {
            names.add(capability.toString());
        }
        return names;
    }

    private static void check(Globs globs, List<String> known, String what) {
        for (String pattern : globs.patterns()) {
            Globs alone = new Globs(List.of(pattern));
            if (known.stream().allMatch(name -> alone.match(name) == null)) {
                List<String> meant = Nearest.to(pattern, known);
                throw new IllegalArgumentException("\"" + pattern + "\" matches no " + what + "; "
                        + (meant.isEmpty()
                                ? "there are " + String.join(", ", known)
                                : "did you mean " + String.join(" or ", meant) + "?"));
            }
        }
    }

    private static void checkHosts(Globs globs) {
        for (String pattern : globs.patterns()) {
            if (pattern.indexOf(':') < 0 && !pattern.endsWith("*")) {
                throw new IllegalArgumentException("\"" + pattern
                        + "\" matches no host: it must look like example.com:443, *.example.com:* or *:443");
            }
        }
    }

    private static void checkNetworks(Globs globs) {
        for (String pattern : globs.patterns()) {
            if (!pattern.equals("*")) {
                Network.parse(pattern);
            }
        }
    }

    private static void checkAddresses(Globs globs) {
        for (String pattern : globs.patterns()) {
            if (pattern.indexOf(':') < 0 && !pattern.endsWith("*")) {
                throw new IllegalArgumentException("\"" + pattern
                        + "\" matches no listener: it must look like 127.0.0.1:8080, 127.0.0.1:* or *:80");
            }
        }
    }
}
