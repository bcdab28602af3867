package io.wasmrunner.sandbox.policy;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * What network the guest may be given.
 *
 * @param listen patterns of {@code address:port} that it may be given listeners of, the address in numbers and an IPv6
 *     one in brackets: {@code 127.0.0.1:*}, {@code [::1]:8080}
 * @param connectHosts patterns of {@code host:port} that it may be let connect to, as they are asked for:
 *     {@code api.example.com:443}, {@code *.example.com:*}
 * @param connectCidrs networks with a port, {@code 10.0.0.0/8:*}, within which those that are asked for must lie;
 *     {@code *} for all
 * @param maxConnections open at once, accepted and made, 1 to 65,536; 0 for any number
 * @param maxBytes received and sent together by all connections; 0 for any number
 */
public record NetworkRules(
        Allowed listen, Allowed connectHosts, Allowed connectCidrs, long maxConnections, long maxBytes) {
    private static final long MOST_CONNECTIONS = 65_536;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when one is out of its range
     */
    public NetworkRules {
        if (maxConnections < 0 || maxConnections > MOST_CONNECTIONS) {
            throw new IllegalArgumentException(maxConnections
                    + " connections cannot be: it must be 0, for any number, or 1 to " + MOST_CONNECTIONS);
        }
        if (maxBytes < 0) {
            throw new IllegalArgumentException("a network limit of " + maxBytes + " bytes is below zero");
        }
    }

    /** Whether it may be let connect there, {@code host:port} with {@code *} for any port. */
    public boolean mayConnect(String host) {
        return connectHosts.any() || connectHosts.contains(host);
    }

    /** Whether it may be let connect to all of that network. */
    public boolean mayConnect(Network network) {
        for (Globs list : connectCidrs.lists()) {
            boolean within = false;
            for (String pattern : list.patterns()) {
                within |= pattern.equals("*") || Network.parse(pattern).contains(network);
            }
            if (!within) {
                return false;
            }
        }
        return true;
    }

    /** Whether the guest may listen there. An address that is a name and not resolved is none that any pattern names. */
    public boolean mayListen(InetSocketAddress where) {
        return listen.any() || listen.contains(name(where));
    }

    /** As the patterns write it. */
    public static String name(InetSocketAddress where) {
        InetAddress address = where.getAddress();
        String host = address == null ? where.getHostString() : address.getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + shortest(host) + "]") + ":" + where.getPort();
    }

    /** Java writes {@code 0:0:0:0:0:0:0:1}: the longest run of zeros becomes {@code ::} (RFC 5952, section 4.2). */
    private static String shortest(String address) {
        String[] groups = address.split(":", -1);
        int best = 0;
        int bestAt = -1;
        for (int i = 0; i < groups.length; i++) {
            int run = 0;
            while (i + run < groups.length && groups[i + run].equals("0")) {
                run++;
            }
            if (run > best && run > 1) {
                best = run;
                bestAt = i;
            }
        }
        if (bestAt < 0) {
            return address;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < groups.length; i++) {
            if (i == bestAt) {
                text.append("::");
                i += best - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(groups[i]);
            }
        }
        return text.toString();
    }

    NetworkRules narrowedBy(NetworkRules other) {
        return new NetworkRules(
                listen.and(other.listen),
                connectHosts.and(other.connectHosts),
                connectCidrs.and(other.connectCidrs),
                lower(maxConnections, other.maxConnections),
                lower(maxBytes, other.maxBytes));
    }

    private static long lower(long a, long b) {
        return a == 0 || b == 0 ? a + b : Math.min(a, b);
    }
}
