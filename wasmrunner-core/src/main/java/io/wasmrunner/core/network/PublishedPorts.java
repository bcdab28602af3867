package io.wasmrunner.core.network;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ports of one guest, each of them found free on the host. */
public record PublishedPorts(List<PortMapping> mappings) {
    public PublishedPorts {
        mappings = List.copyOf(mappings);
    }

    /**
     * Looks whether the host has each port, and chooses a free one where any will do. Nothing is held: somebody may take it
     * before the guest starts, and binding it then says so.
     *
     * @throws WasmrunnerException when one is taken, is not this host's, or may not be had
     */
    public static PublishedPorts find(List<PortMapping> wanted) {
        Map<String, PortMapping> seen = new HashMap<>();
        for (PortMapping mapping : wanted) {
            PortMapping other = mapping.hostPort() == 0 ? null : seen.putIfAbsent(mapping.hostName(), mapping);
            if (other != null) {
                throw refused(mapping, "it is published already, as " + other + "; choose another", null);
            }
        }
        List<ServerSocket> held = new ArrayList<>();
        try {
            List<PortMapping> found = new ArrayList<>();
            for (PortMapping mapping : wanted) {
                ServerSocket socket = hold(mapping);
                held.add(socket);
                found.add(mapping.on(socket.getLocalPort()));
            }
            return new PublishedPorts(found);
        } finally {
            held.forEach(PublishedPorts::release);
        }
    }

    private static ServerSocket hold(PortMapping mapping) {
        ServerSocket socket = null;
        try {
            socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(mapping.hostSide());
            return socket;
        } catch (IOException e) {
            if (socket != null) {
                release(socket);
            }
            throw refused(mapping, why(mapping, e), e);
        }
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new WasmrunnerException(ErrorCode.HOST, "cannot let go of a port: " + e.getMessage(), e);
        }
    }

    /** The JDK tells the reasons apart by words alone. */
    private static String why(PortMapping mapping, IOException e) {
        String said = String.valueOf(e.getMessage());
        if (e instanceof BindException && said.contains("already in use")) {
            return "address already in use"
                    + PortOwner.find(mapping.hostPort()).map(by -> " by " + by).orElse("") + "; choose another";
        }
        if (said.contains("Permission denied")) {
            return "ports below 1024 are not an ordinary user's; choose one above";
        }
        return said.contains("Cannot assign")
                ? "this host has no such address; choose one that it has, as 127.0.0.1"
                : said;
    }

    private static WasmrunnerException refused(PortMapping mapping, String why, @Nullable Exception e) {
        return new WasmrunnerException(ErrorCode.HOST, "cannot publish " + mapping.hostName() + ": " + why, e);
    }

    /**
     * The variables that say which listener is which (sd_listen_fds(3)): descriptor 3 is the first of {@code LISTEN_FDNAMES}.
     * {@code LISTEN_PID} is left out: a guest has no process id.
     *
     * @param others listeners after these, by name
     */
    public List<String> environment(List<String> others) {
        if (mappings.isEmpty()) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (PortMapping mapping : mappings) {
            names.add(Integer.toString(mapping.guestPort()));
        }
        names.addAll(others);
        return List.of("LISTEN_FDS=" + names.size(), "LISTEN_FDNAMES=" + String.join(":", names));
    }
}
