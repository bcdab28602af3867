package io.wasmrunner.registry.build;

import io.wasmrunner.registry.build.file.Position;
import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.LayerItem;
import io.wasmrunner.registry.layer.WorkFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a step makes its layer, when it has to. */
interface LayerPlan {
    /** Where the instruction stands. */
    Position at();

    /** Everything the layer depends on but the layers below it, always written the same way. */
    String inputs();

    /** @param tree of the layers below; null when there are none */
    Content make(@Nullable Path tree) throws IOException;

    /** What goes into the layer, and the folders that some of it lies in until then. */
    record Content(Map<ImagePath, LayerItem> items, List<WorkFolders.Work> work) implements AutoCloseable {
        Content(Map<ImagePath, LayerItem> items) {
            this(items, List.of());
        }

        @Override
        public void close() throws IOException {
            for (WorkFolders.Work folder : work) {
                folder.close();
            }
        }
    }
}
