package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.GuestSettings;
import io.wasmrunner.core.run.Guard;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.registry.digest.Digest;
import java.util.function.Consumer;

/** What stands over the runs of a container, before them and after. */
final class ContainerGuard {
    private ContainerGuard() {}

    /** @param module the digest of what runs in it */
    static Guard of(StateFolder state, Consumer<String> warnings, Container container, String module) {
        GuestSettings guest = container.spec().guest();
        return new Guard(
                state,
                warnings,
                container.id(),
                new Guard.Subject(
                        container.spec().image().name(),
                        Digest.sha256(module),
                        guest.policy(),
                        guest.policyNote(),
                        guest.sandbox()));
    }
}
