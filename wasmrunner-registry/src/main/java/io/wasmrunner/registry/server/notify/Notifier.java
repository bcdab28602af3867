package io.wasmrunner.registry.server.notify;

import io.wasmrunner.registry.server.config.WebhookConfig;
import io.wasmrunner.registry.server.metadata.Metadata;
import java.util.List;

/** Tells all webhooks what changed. */
public final class Notifier implements AutoCloseable {
    private final Metadata metadata;
    private final List<Messenger> messengers;

    public Notifier(Metadata metadata, List<WebhookConfig> webhooks) {
        this.metadata = metadata;
        this.messengers = webhooks.stream()
                .map(webhook -> new Messenger(webhook, metadata.outbox()))
                .toList();
    }

    /** Returns when it is written down; it is sent meanwhile. */
    public void tell(Event event) {
        for (Messenger messenger : messengers) {
            metadata.outbox().add(messenger.name(), event.envelope());
            messenger.wake();
        }
    }

    @Override
    public void close() {
        messengers.forEach(Messenger::close);
    }
}
