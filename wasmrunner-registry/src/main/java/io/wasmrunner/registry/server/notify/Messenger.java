package io.wasmrunner.registry.server.notify;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.http.Answer;
import io.wasmrunner.registry.client.http.Body;
import io.wasmrunner.registry.client.http.Call;
import io.wasmrunner.registry.client.http.Proxies;
import io.wasmrunner.registry.client.http.Timeouts;
import io.wasmrunner.registry.client.http.TlsSettings;
import io.wasmrunner.registry.client.http.Transport;
import io.wasmrunner.registry.server.config.WebhookConfig;
import io.wasmrunner.registry.server.metadata.Outbox;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Takes messages to one webhook, one after the other, and comes again with those that were not taken. */
final class Messenger implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Messenger.class.getName());
    private static final long FIRST_WAIT_MILLIS = 500;
    private static final long LONGEST_WAIT_MILLIS = 300_000;

    private final WebhookConfig config;
    private final Outbox outbox;
    private final Transport transport;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread;

    Messenger(WebhookConfig config, Outbox outbox) {
        this.config = config;
        this.outbox = outbox;
        this.transport = new Transport(
                _ -> TlsSettings.DEFAULT,
                Proxies.NONE,
                new Timeouts(config.timeout(), config.timeout(), config.timeout()),
                "wasmrunner-registry");
        this.thread = Thread.ofVirtual().name("webhook " + config.name()).start(this::work);
    }

    String name() {
        return config.name();
    }

    void wake() {
        news.release();
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long wait = step();
                if (wait > 0 && news.tryAcquire(wait, TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
            }
        } catch (InterruptedException _) {
            // the server ends; what waits, waits for the next one
        } catch (RegistryException e) {
            LOG.log(Level.ERROR, "the messages for a webhook cannot be read", e);
        }
    }

    /** Milliseconds until there is something to do again. */
    private long step() throws InterruptedException {
        Optional<Outbox.Waiting> next = outbox.first(config.name());
        if (next.isEmpty()) {
            return LONGEST_WAIT_MILLIS;
        }
        Outbox.Waiting message = next.get();
        long wait = message.due() - System.currentTimeMillis();
        if (wait > 0) {
            return wait;
        }
        if (taken(message.body())) {
            outbox.taken(message);
        } else {
            long pause = FIRST_WAIT_MILLIS << Math.min(20, message.attempts());
            outbox.later(message, System.currentTimeMillis() + Math.min(LONGEST_WAIT_MILLIS, pause));
        }
        return 0;
    }

    private boolean taken(String body) throws InterruptedException {
        Call call = Call.of("POST", config.url())
                .with("Content-Type", "application/vnd.docker.distribution.events.v1+json")
                .withBody(Body.of(body.getBytes(StandardCharsets.UTF_8)));
        try (Answer answer = transport.send(
                config.authorization().isEmpty() ? call : call.with("Authorization", config.authorization()))) {
            return answer.status() >= 200 && answer.status() < 300;
        } catch (IOException _) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            return false;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        transport.close();
    }
}
