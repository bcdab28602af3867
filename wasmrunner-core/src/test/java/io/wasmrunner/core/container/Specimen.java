package io.wasmrunner.core.container;

import io.wasmrunner.core.run.PolicyNote;
import io.wasmrunner.core.run.ScanBefore;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.core.sandbox.SandboxMode;
import io.wasmrunner.runtime.guest.GuestNetwork;
import io.wasmrunner.sandbox.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Containers for tests. */
final class Specimen {
    private Specimen() {}

    /** One that was just created. */
    static Container named(ContainerId id, String name) {
        return new Container(
                new ContainerSpec(
                        id,
                        ContainerName.parse(name),
                        1_795_000_000_000L,
                        new ContainerImage("hello.wasm", null),
                        List.of("hello.wasm", "a b", ""),
                        guest(),
                        List.of(),
                        List.of("127.0.0.1:8080:80"),
                        new LifeSettings(
                                new RestartPolicy(RestartPolicy.Kind.ON_FAILURE, 3), false, Signal.TERM, 0, null),
                        new LogSettings(LogSettings.Driver.JSON_FILE, new TreeMap<>(Map.of("max-size", "1m"))),
                        true,
                        new TreeMap<>(Map.of("tier", "front\nback", "empty", "")),
                        new TreeMap<>(Map.of("org.example", "ä"))),
                ContainerState.NEW);
    }

    static Container named(String name) {
        return named(ContainerId.random(), name);
    }

    private static GuestSettings guest() {
        return new GuestSettings(
                List.of("A=1", "B=x=y"),
                false,
                "/work",
                "auto",
                false,
                "add",
                Set.of(),
                new GuestNetwork.None(),
                Policy.STANDARD,
                PolicyNote.of(Policy.STANDARD, "", ""),
                SandboxMode.STRICT,
                ScanBefore.OFF,
                GuestSettings.Input.ONCE,
                true);
    }
}
