package io.wasmrunner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wasmrunner.cli.command.container.AttachFlags;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.flag.QuickParser;
import io.wasmrunner.core.container.LogSettings;
import io.wasmrunner.core.life.ContainerRequest;
import io.wasmrunner.core.run.RunRequest;
import io.wasmrunner.core.run.ScanBefore;
import io.wasmrunner.core.sandbox.SandboxMode;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What flags leave open is as configured. */
final class ConfiguredFlagsTest {
    private static final PrintStream NOWHERE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    private static final Map<String, String> CONFIGURED = Map.of(
            "WASMRUNNER_RUN_ENGINE", "wasmtime",
            "WASMRUNNER_RUN_SANDBOX", "required",
            "WASMRUNNER_RUN_SCAN", "deny",
            "WASMRUNNER_LOG_DRIVER", "local",
            "WASMRUNNER_LOG_MAX_SIZE", "1m",
            "WASMRUNNER_CONTAINER_STOP_TIMEOUT", "1m30s",
            "WASMRUNNER_CONTAINER_DETACH_KEYS", "ctrl-x,x");

    private static Context context(Map<String, String> variables) {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("WASMRUNNER_HOME", "/nowhere");
        return new Context(InputStream.nullInputStream(), NOWHERE, NOWHERE, environment, StateFolder.of(environment));
    }

    private static ParsedLine line(String... words) {
        return QuickParser.parse(RunFlags.all(), new Operands("", 1, 9, true), List.of(words))
                .orElseThrow();
    }

    @Test
    void of_a_container() {
        ContainerRequest request =
                ContainerRequests.of(line("--log-opt", "tag=x", "a.wasm"), null, false, context(CONFIGURED));

        assertEquals("wasmtime", request.guest().engine());
        assertEquals(SandboxMode.REQUIRED, request.guest().sandbox());
        assertEquals(ScanBefore.DENY, request.guest().scan());
        assertEquals(LogSettings.Driver.LOCAL, request.log().driver());
        assertEquals(Map.of("max-size", "1m", "tag", "x"), request.log().options());
        assertEquals(90_000, request.stopTimeout());
    }

    @Test
    void of_a_run_without_a_container() {
        RunRequest request = RunRequests.of(line("a.wasm"), context(CONFIGURED));

        assertEquals("wasmtime", request.guest().engine());
        assertEquals(SandboxMode.REQUIRED, request.sandbox());
        assertEquals(ScanBefore.DENY, request.scan());
    }

    @Test
    void flags_go_before_it() {
        ParsedLine line = line(
                "--engine",
                "chicory",
                "--sandbox",
                "partial",
                "--scan",
                "warn",
                "--log-driver",
                "none",
                "--stop-timeout",
                "3",
                "--detach-keys",
                "a",
                "a.wasm");
        ContainerRequest request = ContainerRequests.of(line, null, false, context(CONFIGURED));

        assertEquals("chicory", request.guest().engine());
        assertEquals(SandboxMode.PARTIAL, request.guest().sandbox());
        assertEquals(ScanBefore.WARN, request.guest().scan());
        assertEquals(LogSettings.Driver.NONE, request.log().driver());
        assertEquals(Map.of(), request.log().options());
        assertEquals(3000, request.stopTimeout());
        assertEquals('a', AttachFlags.keys(line, context(CONFIGURED)).at(0));
    }

    @Test
    void without_either_the_defaults_hold() {
        ContainerRequest request = ContainerRequests.of(line("a.wasm"), null, false, context(Map.of()));

        assertEquals("auto", request.guest().engine());
        assertEquals(SandboxMode.STRICT, request.guest().sandbox());
        assertEquals(ScanBefore.OFF, request.guest().scan());
        assertEquals(LogSettings.standard(), request.log());
        assertEquals(10_000, request.stopTimeout());
        assertEquals(
                'p' & 0x1f, AttachFlags.keys(line("a.wasm"), context(Map.of())).at(0));
    }

    @Test
    void detach_keys_are_as_configured() {
        assertEquals(
                'x' & 0x1f,
                AttachFlags.keys(line("a.wasm"), context(CONFIGURED)).at(0));
    }

    @Test
    void a_value_that_cannot_be_is_refused_by_its_name() {
        Context context = context(Map.of("WASMRUNNER_RUN_SANDBOX", "off"));

        assertEquals(
                "cannot read WASMRUNNER_RUN_SANDBOX \"off\": it is strict, required or partial",
                assertThrows(WasmrunnerException.class, () -> RunRequests.of(line("a.wasm"), context))
                        .getMessage());
    }
}
