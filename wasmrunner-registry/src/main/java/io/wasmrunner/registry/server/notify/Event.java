package io.wasmrunner.registry.server.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.registry.reference.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that changed.
 *
 * @param action {@code push} or {@code delete}
 * @param mediaType empty where it is not known
 * @param size bytes; 0 where it is not known
 * @param digest empty when only a tag went
 * @param tag empty when it has none
 * @param user empty for somebody who did not say
 */
public record Event(
        String action,
        RepositoryName repository,
        String mediaType,
        long size,
        String digest,
        String tag,
        String user,
        String remote) {
    public static Event pushed(
            RepositoryName repository,
            String mediaType,
            long size,
            Digest digest,
            String tag,
            String user,
            String remote) {
        return new Event("push", repository, mediaType, size, digest.toString(), tag, user, remote);
    }

    /** The envelope that distribution sends ("Notifications"), with this alone. */
    String envelope() {
        ObjectNode envelope = Json.object();
        ObjectNode event = envelope.putArray("events").addObject();
        event.put("id", UUID.randomUUID().toString());
        event.put("timestamp", Instant.now().toString());
        event.put("action", action);
        ObjectNode target = event.putObject("target");
        target.put("mediaType", mediaType);
        target.put("size", size);
        target.put("length", size);
        target.put("digest", digest);
        target.put("repository", repository.text());
        if (!tag.isEmpty()) {
            target.put("tag", tag);
        }
        event.putObject("request").put("addr", remote);
        event.putObject("actor").put("name", user);
        return new String(Json.bytes(envelope), StandardCharsets.UTF_8);
    }
}
