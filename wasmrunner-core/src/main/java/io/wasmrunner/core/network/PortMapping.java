package io.wasmrunner.core.network;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.policy.NetworkRules;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A TCP port of the host that leads to one of the guest's.
 *
 * @param address where the host listens
 * @param hostPort 0 to 65535; 0 while any free one will do
 * @param guestPort 1 to 65535; a name more than a number, since the guest is handed the listening socket
 */
public record PortMapping(InetAddress address, int hostPort, int guestPort) {
    private static final int MOST = 1024;

    public PortMapping {
        if (hostPort < 0 || hostPort > 65535 || guestPort < 1 || guestPort > 65535) {
            throw new IllegalArgumentException("a port is a number from 1 to 65535");
        }
    }

    /**
     * Reads one value of {@code -p}: {@code [[ip:]host:]guest[/tcp]}, where host and guest may be ranges of the same length.
     * Without an address the host listens on 127.0.0.1, without a host port on any free one.
     *
     * @throws WasmrunnerException of {@link ErrorCode#USAGE} when it is malformed
     */
    public static List<PortMapping> parse(String text) {
        try {
            return parsed(withoutProtocol(text));
        } catch (IllegalArgumentException e) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot publish %s: %s; write 8080:80, 127.0.0.1:8080:80 or 80".formatted(text, e.getMessage()),
                    e);
        }
    }

    /** What an image exposes ({@code 80/tcp}), each on any free port of 127.0.0.1; what is not TCP is left out. */
    public static List<PortMapping> exposed(List<String> ports) {
        List<PortMapping> mappings = new ArrayList<>();
        for (String port : ports) {
            if (!port.endsWith("/udp") && !port.endsWith("/sctp")) {
                mappings.addAll(parse(port));
            }
        }
        return mappings;
    }

    private static String withoutProtocol(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0) {
            return text;
        }
        String protocol = text.substring(slash + 1);
        if (!protocol.equals("tcp")) {
            throw new IllegalArgumentException("guests can be given TCP ports only, and not \"" + protocol + "\"");
        }
        return text.substring(0, slash);
    }

    private static List<PortMapping> parsed(String text) {
        int last = text.lastIndexOf(':');
        String guest = text.substring(last + 1);
        String rest = last < 0 ? "" : text.substring(0, last);
        int second = rest.endsWith("]") ? -1 : rest.lastIndexOf(':');
        boolean onlyAddress = rest.endsWith("]");
        String host = onlyAddress ? "" : rest.substring(second + 1);
        String address = onlyAddress ? rest : second < 0 ? "" : rest.substring(0, second);
        if (address.indexOf(':') >= 0 && !address.startsWith("[")) {
            throw new IllegalArgumentException("an IPv6 address stands in brackets, as [::1]:8080:80");
        }
        if (onlyAddress || (last >= 0 && address.isEmpty() && host.isEmpty())) {
            throw new IllegalArgumentException("a host port is missing; for any free one write " + rest + "::" + guest);
        }
        InetAddress where = HostAddress.parse(address.isEmpty() ? "127.0.0.1" : address);
        PortRange guests = PortRange.parse(guest);
        PortRange hosts = host.isEmpty() ? null : PortRange.parse(host);
        if (hosts != null && hosts.size() != guests.size()) {
            throw new IllegalArgumentException("its ranges have " + hosts.size() + " and " + guests.size() + " ports");
        }
        if (guests.size() > MOST) {
            throw new IllegalArgumentException(
                    "a range of " + guests.size() + " ports is more than a guest can have, " + MOST);
        }
        List<PortMapping> mappings = new ArrayList<>();
        for (int i = 0; i < guests.size(); i++) {
            mappings.add(new PortMapping(where, hosts == null ? 0 : hosts.first() + i, guests.first() + i));
        }
        return mappings;
    }

    /** Where the host listens. */
    public InetSocketAddress hostSide() {
        return new InetSocketAddress(address, hostPort);
    }

    PortMapping on(int otherHostPort) {
        return new PortMapping(address, otherHostPort, guestPort);
    }

    /** As {@link #parse} reads it, whole: {@code 127.0.0.1:8080:80}, or {@code 127.0.0.1::80} while any port will do. */
    public String text() {
        String host = hostName();
        return host.substring(0, host.lastIndexOf(':') + 1) + (hostPort == 0 ? "" : hostPort) + ":" + guestPort;
    }

    /** The host's side as {@code 127.0.0.1:8080} or {@code [::1]:8080}. */
    public String hostName() {
        return NetworkRules.name(hostSide());
    }

    /** As Docker writes it: {@code 127.0.0.1:8080->80/tcp}. */
    @Override
    public String toString() {
        return hostName() + "->" + guestPort + "/tcp";
    }
}
