package io.wasmrunner.core.life;

import io.wasmrunner.registry.reference.Reference;
import java.util.List;

/**
 * An image that is to be made of a container.
 *
 * @param message for its history; may be empty
 * @param author may be empty
 * @param changes instructions of a build file that say more about the image: CMD, ENV and the like
 * @param pause whether its guest is held meanwhile
 * @param names of the image
 */
public record CommitRequest(String message, String author, List<String> changes, boolean pause, List<Reference> names) {
    public CommitRequest {
        changes = List.copyOf(changes);
        names = List.copyOf(names);
    }
}
