package io.wasmrunner.registry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.format.MediaTypes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A registry that does what it should not. */
abstract class HostileRegistryLab {
    static final byte[] LAYER = Content.random(300_000, 1);

    @TempDir
    Path folder;

    FakeRegistry registry;
    TestClient client;

    @BeforeEach
    void start() throws Exception {
        registry = new FakeRegistry();
        client = new TestClient(folder);
    }

    @AfterEach
    void stop() {
        client.close();
        registry.close();
    }

    RegistryException refused(String reference) {
        return assertThrows(RegistryException.class, () -> client.pull(registry.reference(reference)));
    }

    void refused(String reference, RegistryError error, String part) {
        RegistryException refused = refused(reference);
        assertEquals(error, refused.error(), refused.getMessage());
        assertTrue(refused.getMessage().contains(part), refused.getMessage());
    }

    static FakeRegistry.Trick endless(int status) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", MediaTypes.OCI_MANIFEST);
            exchange.sendResponseHeaders(status, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                byte[] some = new byte[1 << 16];
                while (true) {
                    out.write(some);
                }
            } catch (IOException _) {
                return true;
            }
        };
    }
}
