package io.wasmrunner.registry.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ImageConfigTest {
    private static final Digest FIRST = Digest.of(new byte[] {1});
    private static final Digest SECOND = Digest.of(new byte[] {2});

    @Test
    void a_configuration_is_read_as_it_was_written() {
        ImageConfig written = new ImageConfig(
                "2026-01-01T00:00:00Z",
                "somebody",
                Platform.WASI,
                new RunConfig(
                        List.of("/app.wasm"),
                        List.of("--help"),
                        List.of("A=1", "B="),
                        "/work",
                        "nobody",
                        List.of("80/tcp"),
                        List.of("/data"),
                        new TreeMap<>(Map.of("l", "v")),
                        "SIGTERM",
                        new HealthCheck(List.of("CMD", "check"), 1_000_000_000, 2, 3, 4)),
                List.of(FIRST, SECOND),
                List.of(new HistoryEntry("2026-01-01T00:00:00Z", "COPY . /", "", false)));

        ImageConfig read = ImageConfig.parse(written.bytes(), "it");

        assertEquals(written, read);
        assertArrayEquals(written.bytes(), read.bytes());
    }

    @Test
    void the_nulls_that_go_writes_count_as_absent() {
        ImageConfig read = ImageConfig.parse("""
            {"architecture":"wasm","os":"wasi","config":{"Entrypoint":null,"Cmd":["/a.wasm"],"Volumes":null,"Env":null},
            "rootfs":{"type":"layers","diff_ids":null},"history":null}
            """.getBytes(StandardCharsets.UTF_8), "it");

        assertEquals(RunConfig.EMPTY.withCmd(List.of("/a.wasm")), read.config());
    }

    @Test
    void an_entrypoint_that_is_no_list_is_refused() {
        assertThrows(
                RegistryException.class,
                () -> ImageConfig.parse(
                        "{\"config\":{\"Entrypoint\":\"/a.wasm\"}}".getBytes(StandardCharsets.UTF_8), "it"));
    }
}
