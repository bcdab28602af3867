package io.wasmrunner.core.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortMappingTest {
    @ParameterizedTest
    @CsvSource({
        "8080:80, 127.0.0.1:8080->80/tcp",
        "8080:80/tcp, 127.0.0.1:8080->80/tcp",
        "127.0.0.1:8080:80, 127.0.0.1:8080->80/tcp",
        "0.0.0.0:8080:80, 0.0.0.0:8080->80/tcp",
        "[::1]:8080:80, [::1]:8080->80/tcp",
        "80, 127.0.0.1:0->80/tcp",
        "127.0.0.1::80, 127.0.0.1:0->80/tcp",
        "[::1]::80, [::1]:0->80/tcp",
    })
    void every_form_of_docker_is_read(String text, String printed) {
        assertEquals(printed, PortMapping.parse(text).getFirst().toString());
    }

    @Test
    void ranges_pair_off() {
        assertEquals(
                List.of("127.0.0.1:8000->80/tcp", "127.0.0.1:8001->81/tcp", "127.0.0.1:8002->82/tcp"),
                PortMapping.parse("8000-8002:80-82").stream()
                        .map(PortMapping::toString)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":80",
                "8080:",
                "0:80",
                "8080:0",
                "65536:80",
                "8080:80/udp",
                "8080:80/",
                "a:80",
                "80:b",
                "-1:80",
                "+1:80",
                "1-3:80-81",
                "3-1:80-82",
                "localhost:8080:80",
                "127.1:8080:80",
                "0x7f000001:8080:80",
                "127.0.0.01:8080:80",
                "256.0.0.1:8080:80",
                "::1:8080:80",
                "[::1]:80",
                "[127.0.0.1]:8080:80",
                "[::1%lo]:8080:80",
                "1.2.3.4:5:6:7",
                "1-2000:1-2000",
                "٨٠:80"
            })
    void what_is_malformed_is_refused_with_the_form_that_is_right(String text) {
        WasmrunnerException e = assertThrows(WasmrunnerException.class, () -> PortMapping.parse(text));
        assertEquals(ErrorCode.USAGE, e.code());
        assertTrue(e.getMessage().startsWith("cannot publish " + text + ": "), e.getMessage());
        assertTrue(e.getMessage().endsWith("; write 8080:80, 127.0.0.1:8080:80 or 80"), e.getMessage());
    }

    @Test
    void udp_is_refused_by_name() {
        WasmrunnerException e = assertThrows(WasmrunnerException.class, () -> PortMapping.parse("53:53/udp"));
        assertTrue(e.getMessage().contains("TCP ports only, and not \"udp\""), e.getMessage());
    }

    @Test
    void of_what_an_image_exposes_tcp_is_published_on_free_ports() {
        assertEquals(
                "[127.0.0.1:0->80/tcp, 127.0.0.1:0->443/tcp]",
                PortMapping.exposed(List.of("80/tcp", "53/udp", "443")).toString());
    }
}
