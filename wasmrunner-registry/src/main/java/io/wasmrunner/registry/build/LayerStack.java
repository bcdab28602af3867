package io.wasmrunner.registry.build;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.HistoryEntry;
import io.wasmrunner.registry.layer.ChainId;
import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.LayerItem;
import io.wasmrunner.registry.layer.Rootfs;
import io.wasmrunner.registry.layer.WrittenLayer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a stage. The first one of all is made only when somebody needs it, since a single module is better off
 * without an archive around it.
 */
final class LayerStack {
    private final Workshop shop;
    private final List<WrittenLayer> layers = new ArrayList<>();
    private final List<HistoryEntry> history = new ArrayList<>();
    private @Nullable Pending pending;

    private record Pending(LayerPlan plan, BuildStep step, int historyIndex) {}

    LayerStack(Workshop shop, List<WrittenLayer> below, List<HistoryEntry> before) {
        this.shop = shop;
        layers.addAll(below);
        history.addAll(before);
    }

    /** A step that only changes the configuration. */
    void note(String text) {
        history.add(entry(text, true));
    }

    void add(LayerPlan plan, BuildStep step) {
        finish();
        pending = new Pending(plan, step, history.size());
        history.add(entry(step.text(), false));
        if (!layers.isEmpty()) {
            finish();
        }
    }

    /** Makes what is not made yet. */
    void finish() {
        Pending last = pending;
        if (last == null) {
            return;
        }
        List<WrittenLayer> made;
        try {
            made = made(last);
        } catch (IOException e) {
            throw Faults.at(last.plan().at(), e);
        } catch (RegistryException e) {
            throw Faults.at(last.plan().at(), e);
        }
        pending = null;
        layers.addAll(made);
        if (made.isEmpty()) {
            history.set(last.historyIndex(), entry(last.step().text(), true));
        }
    }

    private List<WrittenLayer> made(Pending last) throws IOException {
        String inputs = chainId() + "\n" + shop.modified() + "\n" + last.plan().inputs();
        Digest key = Digest.of(inputs.getBytes(StandardCharsets.UTF_8));
        if (!shop.request().noCache()) {
            Optional<List<WrittenLayer>> known = shop.cache().find(key, shop.lease());
            if (known.isPresent()) {
                shop.listener().cached(last.step());
                return known.get();
            }
        }
        List<WrittenLayer> made;
        try (LayerPlan.Content content = last.plan().make(treeOrNull())) {
            made = content.items().isEmpty()
                    ? List.of()
                    : List.of(shop.writer().write(content.items(), shop.modified()));
        }
        shop.cache().put(key, made);
        return made;
    }

    private ChainId chainId() {
        return ChainId.of(layers.stream().map(WrittenLayer::diffId).toList());
    }

    private @Nullable Path treeOrNull() throws IOException {
        return layers.isEmpty() ? null : open().folder();
    }

    /** The files of all layers. */
    Path tree() throws IOException {
        finish();
        return open().folder();
    }

    private Rootfs open() throws IOException {
        return shop.keep(shop.snapshots()
                .open(
                        layers.stream().map(WrittenLayer::descriptor).toList(),
                        layers.stream().map(WrittenLayer::diffId).toList()));
    }

    /** What the only layer would have in it, when it is the only one and has not been made. */
    Map<ImagePath, LayerItem> onlyItems() throws IOException {
        Pending last = pending;
        if (last == null || !layers.isEmpty() || !(last.plan() instanceof CopyPlan copy)) {
            return Map.of();
        }
        try (LayerPlan.Content content = copy.make(null)) {
            return content.work().isEmpty() ? content.items() : Map.of();
        }
    }

    List<WrittenLayer> layers() {
        return layers;
    }

    List<HistoryEntry> history() {
        return history;
    }

    private HistoryEntry entry(String text, boolean empty) {
        return new HistoryEntry(Dates.created(shop.request().epochOrNull()), text, "wasmrunner build", empty);
    }
}
