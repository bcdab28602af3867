package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.network.PortMapping;
import io.wasmrunner.core.network.PublishedPorts;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.HostListener;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The listeners of one run: those of {@code -p} in order, then those of {@code -P}, then those of {@code --tcplisten}.
 *
 * @param variables what tells the guest which is which
 */
record RunListeners(List<HostListener> all, List<String> variables) {

    /** What a container is to publish, in the order of its listeners. */
    static List<String> published(ParsedLine line, List<String> exposed) {
        List<String> published = new ArrayList<>();
        for (PortMapping mapping : wanted(line, exposed)) {
            published.add(mapping.text());
        }
        return published;
    }

    private static List<PortMapping> wanted(ParsedLine line, List<String> exposed) {
        List<PortMapping> wanted = new ArrayList<>();
        for (String value : line.values(RunFlags.PUBLISH)) {
            wanted.addAll(PortMapping.parse(value));
        }
        if (line.has(RunFlags.PUBLISH_ALL)) {
            wanted.addAll(PortMapping.exposed(exposed));
        }
        return wanted;
    }

    /** With ports found free; {@code messages} hears which were chosen where any would do. */
    static RunListeners of(ParsedLine line, List<String> exposed, Consumer<String> messages) {
        List<PortMapping> wanted = wanted(line, exposed);
        List<HostListener.Address> plain = plain(line);
        List<String> names = new ArrayList<>();
        for (HostListener.Address listener : plain) {
            names.add(Integer.toString(listener.address().getPort()));
        }
        if (wanted.isEmpty()) {
            return new RunListeners(List.copyOf(plain), List.of());
        }
        PublishedPorts ports = PublishedPorts.find(wanted);
        List<HostListener> all = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            PortMapping mapping = ports.mappings().get(i);
            all.add(new HostListener.Address(mapping.hostSide(), "-p " + mapping.hostName()));
            if (wanted.get(i).hostPort() == 0) {
                messages.accept("published " + mapping);
            }
        }
        all.addAll(plain);
        return new RunListeners(all, ports.environment(names));
    }

    private static List<HostListener.Address> plain(ParsedLine line) {
        List<HostListener.Address> addresses = new ArrayList<>();
        for (String value : line.values(RunFlags.LISTEN)) {
            int colon = value.lastIndexOf(':');
            try {
                int port = Integer.parseInt(value.substring(colon + 1));
                String host = colon < 0 ? "127.0.0.1" : value.substring(0, colon);
                addresses.add(new HostListener.Address(new InetSocketAddress(host, port), "--tcplisten " + value));
            } catch (IllegalArgumentException e) {
                throw new WasmrunnerException(
                        ErrorCode.USAGE,
                        "cannot read --tcplisten %s: it must be a port, or address:port".formatted(value),
                        e);
            }
        }
        return addresses;
    }

    /** {@code assignments} after those of the listeners, which they may replace. */
    List<String> named(List<String> assignments) {
        if (variables.isEmpty()) {
            return assignments;
        }
        List<String> named = new ArrayList<>(variables);
        named.addAll(assignments);
        return named;
    }
}
