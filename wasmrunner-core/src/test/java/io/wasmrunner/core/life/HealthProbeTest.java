package io.wasmrunner.core.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.WasmrunnerException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HealthProbeTest {
    private static HealthProbe shell(String line) {
        return HealthProbe.parse(List.of("CMD-SHELL", line));
    }

    @Test
    void a_line_is_split_at_spaces_and_quotes() {
        assertEquals(
                new HealthProbe.Module(List.of("/bin/check.wasm", "a b", "c|d", "$x", "e f", "")),
                shell("/bin/check.wasm  'a b' \"c|d\" '$x' e\\ f ''"));
        assertEquals(
                new HealthProbe.Module(List.of("/bin/check.wasm", "a|b")),
                HealthProbe.parse(List.of("CMD", "/bin/check.wasm", "a|b")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/health?x=1&y",
                "curl -f http://localhost:8080/health?x=1\\&y || exit 1",
                "curl --fail --silent 'http://localhost:8080/health?x=1&y' || exit 1",
                "/usr/bin/curl -fsS -o /dev/null \"http://localhost:8080/health?x=1&y\"",
                "wget --no-verbose --spider 'http://LOCALHOST:8080/health?x=1&y' || exit",
                "wget -qO- 'localhost:8080/health?x=1&y'"
            })
    void what_images_do_with_curl_is_a_get(String line) {
        HealthProbe get = new HealthProbe.Get("localhost", 8080, "/health?x=1&y");
        assertEquals(get, line.startsWith("http") ? HealthProbe.parse(List.of("CMD", line)) : shell(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/check.wasm | grep ok",
                "/check.wasm && /other.wasm",
                "/check.wasm || exit 1",
                "/check.wasm $(date)",
                "/check.wasm \"$HOME\"",
                "/check.wasm `date`",
                "/check.wasm > /dev/null",
                "curl -f http://localhost/ | grep ok",
                "curl --upload-file x http://localhost/",
                "curl -f https://localhost/",
                "curl -f http://me@localhost/",
                "https://localhost/",
                "  "
            })
    void what_needs_a_shell_or_more_is_refused(String line) {
        String message =
                assertThrows(WasmrunnerException.class, () -> shell(line)).getMessage();
        assertTrue(message.startsWith("cannot check the health by \""), message);
        assertTrue(message.endsWith("with --health-cmd, or --no-healthcheck"), message);
    }
}
