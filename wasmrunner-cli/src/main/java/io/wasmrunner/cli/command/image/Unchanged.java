package io.wasmrunner.cli.command.image;

import io.wasmrunner.cli.command.Context;
import io.wasmrunner.registry.build.record.BuildInputs;
import io.wasmrunner.registry.build.record.BuildRecord;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.file.PrivateFolders;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.registry.image.ImageName;
import io.wasmrunner.registry.image.ImageStore;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.text.Fnv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The build that a command line did last, and whether there is anything to do since. */
final class Unchanged {
    private final Path file;
    private final List<String> words;
    private final ImageStore store;

    Unchanged(Context context, List<String> words) {
        this.words = words;
        this.file = context.state().buildCache().resolve("records").resolve(name(words));
        this.store = new ImageStore(context.state().content(), _ -> {});
    }

    /** Two lines of the same name only make each other forgotten, since a record says which it is of. */
    private static String name(List<String> words) {
        return Long.toHexString(Fnv.hash(String.join("\u001f", words)));
    }

    /** The id of the image, when it is here, has its names, and would be the same today; else null. */
    @Nullable
    String image() throws IOException {
        List<String> result = BuildRecord.check(file, words, this::isStill);
        if (result == null || result.isEmpty()) {
            return null;
        }
        Digest id = Digest.parse(result.getFirst());
        for (String name : result.subList(1, result.size())) {
            Optional<ImageName> now = store.named(Reference.parse(name));
            if (now.isEmpty() || !now.get().image().equals(id)) {
                return null;
            }
        }
        return store.byId(id).isPresent() ? id.toString() : null;
    }

    private boolean isStill(String reference, String manifest) {
        try {
            Optional<ImageName> now = store.named(Reference.parse(reference));
            return now.isPresent() && now.get().image().toString().equals(manifest);
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes down what was looked at, and what came of it. */
    void remember(BuildInputs inputs, Image image, List<Reference> names) throws IOException {
        PrivateFolders.make(file.getParent());
        inputs.needed(
                store.blobs().path(image.id()), store.blobs().size(image.id()).orElse(0));
        image.layers().forEach(layer -> inputs.needed(store.blobs().path(layer.digest()), layer.size()));
        List<String> result = new ArrayList<>();
        result.add(image.id().toString());
        names.forEach(name -> result.add(name.toString()));
        boolean _ = BuildRecord.write(file, words, inputs, result);
    }
}
