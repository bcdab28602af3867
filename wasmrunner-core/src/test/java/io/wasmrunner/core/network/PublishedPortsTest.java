package io.wasmrunner.core.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.WasmrunnerException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedPortsTest {
    @Test
    void a_port_is_chosen_where_any_will_do() {
        PublishedPorts ports = PublishedPorts.find(PortMapping.parse("80-81"));
        int first = ports.mappings().getFirst().hostPort();
        assertNotEquals(0, first);
        assertNotEquals(first, ports.mappings().getLast().hostPort());
    }

    @Test
    void a_taken_port_is_named_with_who_has_it() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<PortMapping> wanted = PortMapping.parse(taken.getLocalPort() + ":80");
            WasmrunnerException e = assertThrows(WasmrunnerException.class, () -> PublishedPorts.find(wanted));
            String start = "cannot publish 127.0.0.1:" + taken.getLocalPort() + ": address already in use by ";
            assertTrue(e.getMessage().startsWith(start), e.getMessage());
            assertTrue(e.getMessage()
                    .endsWith(" (process " + ProcessHandle.current().pid() + "); choose another"));
        }
    }

    @Test
    void one_port_cannot_be_published_twice() {
        List<PortMapping> wanted = List.of(
                PortMapping.parse("18080:80").getFirst(),
                PortMapping.parse("18080:81").getFirst());
        WasmrunnerException e = assertThrows(WasmrunnerException.class, () -> PublishedPorts.find(wanted));
        assertEquals(
                "cannot publish 127.0.0.1:18080: it is published already, as 127.0.0.1:18080->80/tcp; choose another",
                e.getMessage());
    }

    @Test
    void an_address_of_another_host_is_refused() {
        List<PortMapping> wanted = PortMapping.parse("192.0.2.1:18080:80");
        WasmrunnerException e = assertThrows(WasmrunnerException.class, () -> PublishedPorts.find(wanted));
        assertEquals(
                "cannot publish 192.0.2.1:18080: this host has no such address; choose one that it has, as 127.0.0.1",
                e.getMessage());
    }

    @Test
    void the_guest_learns_which_listener_is_which() {
        PublishedPorts ports = new PublishedPorts(PortMapping.parse("8000-8001:80-81"));
        assertEquals(List.of("LISTEN_FDS=3", "LISTEN_FDNAMES=80:81:9000"), ports.environment(List.of("9000")));
        assertEquals(List.of(), new PublishedPorts(List.of()).environment(List.of("9000")));
    }
}
