package io.wasmrunner.registry.server.notify;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.server.config.WebhookConfig;
import io.wasmrunner.registry.server.metadata.Outbox;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
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
    private final HttpClient client;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread;

    Messenger(WebhookConfig config, Outbox outbox) {
        this.config = config;
        this.outbox = outbox;
        this.client = HttpClient.newBuilder().connectTimeout(config.timeout()).build();
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
        HttpRequest.Builder request = HttpRequest.newBuilder(config.url())
                .timeout(config.timeout())
                .header("Content-Type", "application/vnd.docker.distribution.events.v1+json")
                .POST(BodyPublishers.ofString(body));
        if (!config.authorization().isEmpty()) {
            request.header("Authorization", config.authorization());
        }
        try {
            int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
            return status >= 200 && status < 300;
        } catch (IOException _) {
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
        client.shutdownNow();
    }
}
