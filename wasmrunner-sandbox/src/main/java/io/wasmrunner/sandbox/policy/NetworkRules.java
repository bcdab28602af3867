package io.wasmrunner.sandbox.policy;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * What network the guest may be given; there is none beside listeners.
 *
 * @param listen patterns of {@code address:port} that it may be given listeners of, the address in numbers and an IPv6
 *     one in brackets: {@code 127.0.0.1:*}, {@code [::1]:8080}
 */
public record NetworkRules(Allowed listen) {

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
        return new NetworkRules(listen.and(other.listen));
    }
}
