package io.wasmrunner.registry.archive;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.reference.Reference;
import java.util.ArrayList;
import java.util.List;

/** What archives call images. */
final class Names {
    private Names() {}

    /** The names that an entry of an index has; a tag alone names nothing. */
    static List<Reference> of(Descriptor entry) {
        String full = entry.annotations().getOrDefault(Layout.NAME, "");
        String name = full.isEmpty() ? entry.annotations().getOrDefault(Layout.REF_NAME, "") : full;
        return full.isEmpty() && name.indexOf('/') < 0 && name.indexOf(':') < 0 ? List.of() : of(List.of(name));
    }

    /** Those that are names; others are left out, so that an image with an odd one can still be loaded. */
    static List<Reference> of(List<String> texts) {
        List<Reference> names = new ArrayList<>();
        for (String text : texts) {
            try {
                Reference name = Reference.parse(text);
                if (name.tag().isPresent() && name.digest().isEmpty()) {
                    names.add(name);
                }
            } catch (RegistryException _) {
                // The image is loaded without it.
            }
        }
        return names;
    }
}
