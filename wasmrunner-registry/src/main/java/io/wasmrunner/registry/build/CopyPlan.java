package io.wasmrunner.registry.build;

import io.wasmrunner.registry.build.context.Source;
import io.wasmrunner.registry.build.file.Position;
import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.LayerItem;
import io.wasmrunner.registry.layer.LocalArchives;
import io.wasmrunner.registry.layer.Snapshots;
import io.wasmrunner.registry.layer.TreeDifference;
import io.wasmrunner.registry.layer.WorkFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** COPY and ADD: sources, each with the digests of what is in them, and where they go. */
final class CopyPlan implements LayerPlan {
    private final Position at;
    private final List<Source> sources;
    private final Destination destination;
    private final int mode;
    private final List<Path> archives;
    private final Snapshots snapshots;
    private final Consumer<String> notes;

    /**
     * Looks at all sources.
     *
     * @param mode of everything that is copied; -1 to leave it as it is
     * @param extracts whether archives are unpacked
     */
    CopyPlan(
            Position at,
            List<Source> found,
            Destination destination,
            int mode,
            boolean extracts,
            Snapshots snapshots,
            Consumer<String> notes)
            throws IOException {
        this.at = at;
        this.destination = destination;
        this.mode = mode;
        this.snapshots = snapshots;
        this.notes = notes;
        this.archives = new ArrayList<>();
        this.sources = new ArrayList<>();
        for (Source source : found) {
            Source digested = digested(source);
            if (extracts
                    && digested.items().get(ImagePath.ROOT) instanceof LayerItem.File file
                    && LocalArchives.isArchive(file.source())) {
                archives.add(file.source());
            }
            sources.add(digested);
        }
        if (sources.size() > 1 && !destination.saysFolder()) {
            throw at.wrong("several sources go into a folder: " + destination.text() + " must end with /");
        }
    }

    private static Source digested(Source source) throws IOException {
        Map<ImagePath, LayerItem> items = new LinkedHashMap<>();
        for (Map.Entry<ImagePath, LayerItem> item : source.items().entrySet()) {
            items.put(
                    item.getKey(),
                    item.getValue() instanceof LayerItem.File file
                            ? new LayerItem.File(file.source(), file.size(), file.mode(), FileDigests.of(file.source()))
                            : item.getValue());
        }
        return new Source(source.name(), source.folder(), items);
    }

    @Override
    public Position at() {
        return at;
    }

    @Override
    public String inputs() {
        StringBuilder text = new StringBuilder("copy\n");
        text.append(destination).append('\n').append(mode).append('\n');
        for (Source source : sources) {
            text.append(source.folder() ? "folder " : "file ").append(quoted(source.name()));
            text.append(isArchive(source) ? " archive\n" : "\n");
            source.items().forEach((path, item) -> text.append(line(path, item)));
        }
        return text.toString();
    }

    private static String line(ImagePath path, LayerItem item) {
        String what = switch (item) {
            case LayerItem.File file ->
                "file " + Integer.toOctalString(file.mode()) + " " + file.expected() + " " + file.size();
            case LayerItem.Folder folder -> "folder " + Integer.toOctalString(folder.mode());
            case LayerItem.Symlink link -> "link " + quoted(link.target());
            case LayerItem.Whiteout _, LayerItem.Opaque _ -> throw new IllegalStateException("not a source");
        };
        return quoted(path.text()) + " " + what + "\n";
    }

    /** So that no name can look like the next line. */
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    private boolean isArchive(Source source) {
        return source.items().get(ImagePath.ROOT) instanceof LayerItem.File file && archives.contains(file.source());
    }

    @Override
    public Content make(@Nullable Path tree) throws IOException {
        Placement placement = new Placement(tree, destination, at);
        List<WorkFolders.Work> work = new ArrayList<>();
        boolean made = false;
        try {
            for (Source source : sources) {
                if (source.items().get(ImagePath.ROOT) instanceof LayerItem.File file && isArchive(source)) {
                    WorkFolders.Work folder = snapshots.work();
                    work.add(folder);
                    Path unpacked = folder.folder().resolve("unpacked");
                    LocalArchives.unpack(file.source(), unpacked, notes);
                    placement.folder(TreeDifference.all(unpacked), mode);
                } else if (source.folder()) {
                    placement.folder(source.items(), mode);
                } else {
                    placement.file(
                            source.name(), source.items().values().iterator().next(), mode);
                }
            }
            made = true;
            return new Content(placement.items(), work);
        } finally {
            if (!made) {
                for (WorkFolders.Work folder : work) {
                    folder.close();
                }
            }
        }
    }
}
