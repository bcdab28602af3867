package io.wasmrunner.core.network;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.GuestNetwork;
import io.wasmrunner.sandbox.policy.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a guest may connect to, from words of the command line or of a file. */
public final class OutboundRules {
    private static final int MOST = 256;

    private OutboundRules() {}

    /**
     * Reads them.
     *
     * @param mode none, host, or nothing: then host if anything is allowed
     * @param warnings hears of rules that have no effect
     * @throws WasmrunnerException of {@link ErrorCode#USAGE} when something is malformed or contradicts the mode
     */
    public static GuestNetwork parse(
            Optional<String> mode,
            List<String> hosts,
            List<String> cidrs,
            List<String> added,
            Consumer<String> warnings) {
        String network = mode.orElse(hosts.isEmpty() && cidrs.isEmpty() ? "none" : "host");
        if (!network.equals("none") && !network.equals("host")) {
            throw usage(("cannot use --network %s: there is none, which is the default, and host, with --allow-host or"
                            + " --allow-cidr for what the guest may connect to")
                    .formatted(network));
        }
        List<String> allowedHosts = new ArrayList<>();
        for (String host : hosts) {
            allowedHosts.add(AllowedHost.parse(host).toString());
        }
        List<String> networks = new ArrayList<>();
        for (String cidr : cidrs) {
            networks.add(network(cidr));
        }
        List<String> names = new ArrayList<>();
        for (String name : added) {
            names.add(AddedHost.parse(name).toString());
        }
        if (allowedHosts.size() > MOST || networks.size() > MOST || names.size() > MOST) {
            throw usage("cannot take so many rules: %d hosts, networks and added hosts are the most".formatted(MOST));
        }
        boolean any = !allowedHosts.isEmpty() || !networks.isEmpty();
        if (any && network.equals("none")) {
            throw usage("cannot let the guest connect anywhere with --network none: leave that out, or the rules");
        }
        if (!any && network.equals("host")) {
            warnings.accept(
                    "--network host alone lets the guest connect to nothing: --allow-host and --allow-cidr say to"
                            + " what");
        }
        if (!any && !names.isEmpty()) {
            warnings.accept("--add-host allows nothing by itself: --allow-host does");
        }
        return any ? new GuestNetwork.Allowed(allowedHosts, networks, names) : new GuestNetwork.None();
    }

    private static String network(String text) {
        try {
            Network.parse(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE, "cannot allow the network %s: %s".formatted(text, e.getMessage()), e);
        }
    }

    private static WasmrunnerException usage(String message) {
        return new WasmrunnerException(ErrorCode.USAGE, message);
    }
}
