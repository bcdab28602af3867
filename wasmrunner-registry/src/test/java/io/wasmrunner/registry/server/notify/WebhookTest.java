package io.wasmrunner.registry.server.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.server.config.RegistryConfig;
import io.wasmrunner.registry.server.config.WebhookConfig;
import io.wasmrunner.registry.server.conformance.TestRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WebhookTest {
    private final BlockingQueue<Fields> heard = new LinkedBlockingQueue<>();
    private final AtomicInteger deaf = new AtomicInteger();

    @TempDir
    private Path root;

    private WebServer receiver;

    @BeforeEach
    void start() {
        receiver = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .shutdownHook(false)
                .routing(routing -> routing.post("/hook", (request, response) -> {
                    byte[] body = request.content().as(byte[].class);
                    boolean known = "Bearer x"
                            .equals(request.headers()
                                    .first(HeaderNames.AUTHORIZATION)
                                    .orElse(""));
                    boolean takes = deaf.getAndDecrement() <= 0 && known;
                    response.status(takes ? 200 : 503).send();
                    if (takes) {
                        heard.add(new Fields(Json.object(body, "the envelope"), "the envelope"));
                    }
                }))
                .build()
                .start();
    }

    @AfterEach
    void stop() {
        receiver.stop();
    }

    private RegistryConfig config(int port) {
        URI url = URI.create("http://127.0.0.1:" + port + "/hook");
        return RegistryConfig.of(root)
                .withWebhooks(List.of(new WebhookConfig("ci", url, "Bearer x", Duration.ofSeconds(10))));
    }

    private Fields next() throws Exception {
        Fields envelope = heard.poll(60, TimeUnit.SECONDS);
        assertNotNull(envelope, "nothing was heard");
        return envelope.objects("events").getFirst();
    }

    @Test
    void a_push_and_a_delete_are_told() throws Exception {
        try (TestRegistry registry = TestRegistry.start(config(receiver.port()))) {
            Manifest manifest = registry.image("demo/api", "1.0", new byte[] {1});
            registry.send("DELETE", "/v2/demo/api/manifests/" + manifest.digest());

            Fields push = next();
            assertEquals("push", push.text("action"));
            assertEquals("demo/api", push.fields("target").text("repository"));
            assertEquals("1.0", push.fields("target").text("tag"));
            assertEquals(manifest.digest().toString(), push.fields("target").text("digest"));
            assertEquals(MediaTypes.OCI_MANIFEST, push.fields("target").text("mediaType"));
            assertEquals("delete", next().text("action"));
        }
    }

    @Test
    void who_did_not_take_it_is_told_again_in_the_same_order() throws Exception {
        deaf.set(2);
        try (TestRegistry registry = TestRegistry.start(config(receiver.port()))) {
            registry.image("demo/api", "1.0", new byte[] {1});
            registry.image("demo/api", "2.0", new byte[] {2});

            assertEquals("1.0", next().fields("target").text("tag"));
            assertEquals("2.0", next().fields("target").text("tag"));
        }
    }

    @Test
    void what_was_not_told_is_told_after_a_restart() throws Exception {
        try (TestRegistry registry = TestRegistry.start(config(1))) {
            registry.image("demo/api", "1.0", new byte[] {1});
        }

        try (TestRegistry registry = TestRegistry.start(config(receiver.port()))) {
            assertEquals("1.0", next().fields("target").text("tag"));
            assertEquals(200, registry.get("/v2/").statusCode());
        }
    }
}
