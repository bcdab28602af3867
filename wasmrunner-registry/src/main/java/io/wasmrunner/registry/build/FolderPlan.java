package io.wasmrunner.registry.build;

import io.wasmrunner.registry.build.file.Position;
import io.wasmrunner.registry.layer.ImagePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** WORKDIR: the folder, unless it is there. */
record FolderPlan(ImagePath folder, Position at) implements LayerPlan {
    @Override
    public String inputs() {
        return "folder\n" + folder.text();
    }

    @Override
    public Content make(@Nullable Path tree) throws IOException {
        Placement placement = new Placement(tree, new Destination(folder.toString(), folder, true), at);
        placement.folder(Map.of(), -1);
        return new Content(placement.items());
    }
}
