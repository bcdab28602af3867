package io.wasmrunner.core.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerImage;
import io.wasmrunner.core.container.ContainerMount;
import io.wasmrunner.core.container.ContainerName;
import io.wasmrunner.core.container.ContainerSpec;
import io.wasmrunner.core.container.ContainerState;
import io.wasmrunner.core.container.GuestSettings;
import io.wasmrunner.core.container.LifeSettings;
import io.wasmrunner.core.container.LogSettings;
import io.wasmrunner.core.container.RestartPolicy;
import io.wasmrunner.core.container.Signal;
import io.wasmrunner.core.run.PolicyNote;
import io.wasmrunner.core.run.ScanBefore;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.core.sandbox.SandboxMode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.GuestNetwork;
import io.wasmrunner.sandbox.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContainerUnitTest {
    private static final ContainerId ID = new ContainerId("0123456789abcdef".repeat(4));
    private static final LifeSettings LIFE = new LifeSettings(RestartPolicy.NO, false, Signal.TERM, 10_000, null);
    private static final ContainerUnit.Installed INSTALLED =
            new ContainerUnit.Installed(List.of("/opt/w/wasmrunner"), "1.2", Optional.of(Path.of("/opt/w/docs/s.md")));

    private static Container container(
            LifeSettings life, GuestNetwork network, List<String> ports, List<ContainerMount> mounts) {
        GuestSettings guest = new GuestSettings(
                List.of("TOKEN=secret"),
                false,
                "",
                "auto",
                false,
                null,
                Set.of(),
                network,
                Policy.STANDARD,
                PolicyNote.of(Policy.STANDARD, "standard", ""),
                SandboxMode.PARTIAL,
                ScanBefore.OFF,
                GuestSettings.Input.NONE,
                false);
        ContainerSpec spec = new ContainerSpec(
                ID,
                ContainerName.parse("web"),
                0,
                new ContainerImage("hello", null),
                List.of("hello"),
                guest,
                mounts,
                ports,
                life,
                new LogSettings(LogSettings.Driver.JSON_FILE, new TreeMap<>()),
                false,
                new TreeMap<>(),
                new TreeMap<>());
        return new Container(spec, ContainerState.NEW);
    }

    private static Container container(LifeSettings life) {
        return container(life, new GuestNetwork.None(), List.of(), List.of());
    }

    private static String text(Container container) {
        return ContainerUnit.of(container, true, Restart.DEFAULT, OptionalLong.empty())
                .text(INSTALLED, Path.of("/var/w"), Path.of("/var/w/containers/x"));
    }

    @Test
    void the_service_is_the_shim_and_nothing_of_the_guests_settings_is_in_it() {
        assertEquals("""
            # container-web.service
            # Made by wasmrunner 1.2: wasmrunner generate systemd

            [Unit]
            Description=Container web of wasmrunner
            Documentation=file:///opt/w/docs/s.md
            RequiresMountsFor=/var/w

            [Service]
            Type=forking
            PIDFile=/var/w/containers/x/pid
            Environment=WASMRUNNER_HOME=/var/w
            ExecStartPre=/opt/w/wasmrunner stop web
            ExecStart=/opt/w/wasmrunner start web
            ExecStop=/opt/w/wasmrunner stop web
            Restart=on-failure
            SuccessExitStatus=130 143
            KillMode=mixed
            OOMPolicy=continue
            TimeoutStopSec=40

            [Install]
            WantedBy=default.target
            """, text(container(LIFE)));
    }

    @Test
    void by_id_with_another_timeout_and_policy() {
        ContainerUnit unit = ContainerUnit.of(container(LIFE), false, Restart.parse("always"), OptionalLong.of(2500));
        String text = unit.text(INSTALLED, Path.of("/var/w"), Path.of("/var/w/containers/x"));

        assertEquals("container-" + ID.hex() + ".service", unit.file());
        assertTrue(text.contains("\nExecStop=/opt/w/wasmrunner stop -t 2500ms " + ID.hex() + "\n"), text);
        assertTrue(text.contains("\nTimeoutStopSec=33\n"), text);
        assertTrue(text.contains("\nRestart=always\n"), text);
    }

    @Test
    void what_listens_or_connects_comes_after_the_network_and_mounts_come_first() {
        String listens = text(container(
                LIFE,
                new GuestNetwork.None(),
                List.of("127.0.0.1:80:80"),
                List.of(new ContainerMount(ContainerMount.Type.BIND, "/srv/a b", "/data", true, 0, "-v"))));
        String connects = text(
                container(LIFE, new GuestNetwork.Allowed(List.of("x"), List.of(), List.of()), List.of(), List.of()));

        assertTrue(listens.contains("\nWants=network-online.target\nAfter=network-online.target\n"), listens);
        assertTrue(listens.contains("\nRequiresMountsFor=\"/srv/a b\" /var/w\n"), listens);
        assertTrue(connects.contains("\nAfter=network-online.target\n"), connects);
    }

    @Test
    void a_stop_signal_of_its_own_counts_as_success() {
        String text = text(container(new LifeSettings(RestartPolicy.NO, false, new Signal(3), 1, null)));

        assertTrue(text.contains("\nSuccessExitStatus=130 131 143\n"), text);
        assertTrue(text.contains("\nTimeoutStopSec=31\n"), text);
    }

    @Test
    void one_that_restarts_or_removes_itself_is_refused() {
        Container restarts = container(LIFE.with(RestartPolicy.parse("always")));
        Container removes = container(new LifeSettings(RestartPolicy.NO, true, Signal.TERM, 1, null));

        assertTrue(assertThrows(WasmrunnerException.class, () -> text(restarts))
                .getMessage()
                .endsWith("wasmrunner update --restart no web"));
        assertTrue(assertThrows(WasmrunnerException.class, () -> text(removes))
                .getMessage()
                .contains("--rm"));
        assertThrows(WasmrunnerException.class, () -> Restart.parse("unless-stopped"));
    }

    @Test
    void systemd_takes_it_whatever_the_folders_are_called(@TempDir Path directory) throws Exception {
        Path verifier = Path.of("/usr/bin/systemd-analyze");
        assumeTrue(Files.isExecutable(verifier), "systemd-analyze is not installed");
        Path odd = Files.createDirectory(directory.resolve("a $HOME 50% \"q\" \\n 'ö'"));
        Path program = Files.writeString(odd.resolve("wasm runner"), "#!/bin/sh\n");
        assertTrue(program.toFile().setExecutable(true));
        ContainerUnit unit = ContainerUnit.of(container(LIFE), true, Restart.DEFAULT, OptionalLong.empty());
        Path file = Files.writeString(
                directory.resolve(unit.file()),
                unit.text(
                        new ContainerUnit.Installed(List.of(program.toString(), "a%n $x"), "1", Optional.of(odd)),
                        odd,
                        odd.resolve("c")));

        Process verify = new ProcessBuilder(verifier.toString(), "verify", "--man=no", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // It warns of units of the machine too.
        assertFalse(said.contains(unit.file()), said);
        assertEquals(0, verify.waitFor(), said);
    }
}
