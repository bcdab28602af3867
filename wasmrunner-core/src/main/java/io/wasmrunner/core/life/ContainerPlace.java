package io.wasmrunner.core.life;

import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.LayerItem;
import io.wasmrunner.registry.overlay.MergedView;
import java.io.IOException;
import java.util.Optional;

/**
 * Where a path of a container leads: into its own files, or into a directory that it was given.
 *
 * @param view what the place is in
 * @param path in there; without a link on the way
 * @param whyNot why nothing may be written there; empty when something may
 * @param written the path as it was written
 */
record ContainerPlace(MergedView view, ImagePath path, String whyNot, ContainerPath written) {

    boolean isFolder() throws IOException {
        return item().filter(LayerItem.Folder.class::isInstance).isPresent();
    }

    Optional<LayerItem> item() throws IOException {
        return view.look(path);
    }

    /** What it is called, also when it is the root of something. */
    String name() {
        return written.path().name();
    }
}
