package io.wasmrunner.core.volume;

import io.wasmrunner.core.event.Event;
import io.wasmrunner.core.event.EventLog;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.registry.file.DurableFile;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.registry.file.NameLocks;
import io.wasmrunner.registry.file.PrivateFolders;
import io.wasmrunner.registry.layer.Trees;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.Reason;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/** The volumes of this machine: a folder each, with what is in it and what is written down of it. */
public final class VolumeStore {
    private static final String ABOUT = "volume.json";
    private static final String DATA = "data";

    /** Before the name of a folder that is being made or removed. */
    private static final String PART = ".part-";

    private final Path root;
    private final NameLocks locks;
    private final EventLog events;
    private final Consumer<String> warnings;

    /** @param warnings hears of what cannot be recorded */
    public VolumeStore(StateFolder state, Consumer<String> warnings) {
        this.root = state.volumes();
        this.locks = NameLocks.of(root.resolve(".lock"));
        this.events = new EventLog(state);
        this.warnings = warnings;
    }

    /** Waits until nobody else makes or removes the volume of that name, or begins to use it. */
    public Held lock(VolumeName name) throws IOException {
        return locks.lock(name.text());
    }

    /** What is in it. */
    public Path data(VolumeName name) {
        return folder(name).resolve(DATA);
    }

    private Path folder(VolumeName name) {
        return root.resolve(name.text());
    }

    /**
     * Makes a volume; its lock must be held.
     *
     * @throws WasmrunnerException {@link ErrorCode#CONFLICT} when there is one of that name with another size or labels
     */
    public Volume create(VolumeName name, long size, boolean anonymous, SortedMap<String, String> labels)
            throws IOException {
        Optional<Volume> there = find(name);
        if (there.isPresent()) {
            if (there.get().size() != size || !there.get().labels().equals(labels)) {
                throw new WasmrunnerException(
                        ErrorCode.CONFLICT,
                        "cannot create the volume %s: there is one of that name, with another size or labels; remove it"
                                        .formatted(name)
                                + " (wasmrunner volume rm %s) or choose another name".formatted(name));
            }
            return there.get();
        }
        Volume volume = new Volume(name, System.currentTimeMillis(), size, anonymous, labels);
        Path part = root.resolve(PART + name.text());
        Trees.delete(part);
        PrivateFolders.make(part);
        Files.createDirectory(part.resolve(DATA));
        DurableFile.replaceSecret(part.resolve(ABOUT), volume.write());
        Files.move(part, folder(name), StandardCopyOption.ATOMIC_MOVE);
        DurableFile.syncFolder(root);
        happened(name, "create");
        return volume;
    }

    /** The volume of that name; empty when there is none. */
    public Optional<Volume> find(VolumeName name) throws IOException {
        Path about = folder(name).resolve(ABOUT);
        return Files.exists(about) ? Optional.of(Volume.read(Files.readAllBytes(about))) : Optional.empty();
    }

    /**
     * The volume of that name.
     *
     * @throws WasmrunnerException {@link ErrorCode#NOT_FOUND} when there is none
     */
    public Volume require(VolumeName name) throws IOException {
        return find(name)
                .orElseThrow(() -> new WasmrunnerException(
                        ErrorCode.NOT_FOUND, "no volume %s; wasmrunner volume ls lists all".formatted(name)));
    }

    /** All of them, by name. */
    public List<Volume> list() throws IOException {
        List<Volume> volumes = new ArrayList<>();
        for (Path folder : Trees.list(root)) {
            String name = folder.getFileName().toString();
            if (VolumeName.isName(name)) {
                find(new VolumeName(name)).ifPresent(volumes::add);
            }
        }
        volumes.sort(Comparator.comparing(volume -> volume.name().text()));
        return volumes;
    }

    /** Takes it away with all that is in it; its lock must be held, and nobody may use it. */
    public void delete(VolumeName name) throws IOException {
        Path part = root.resolve(PART + name.text());
        Trees.delete(part);
        if (Files.exists(folder(name))) {
            Files.move(folder(name), part, StandardCopyOption.ATOMIC_MOVE);
            DurableFile.syncFolder(root);
            Trees.delete(part);
            happened(name, "destroy");
        }
    }

    /** A full disk does not undo what was done. */
    private void happened(VolumeName name, String action) {
        try {
            events.append(
                    new Event(Instant.now(), "volume", Map.of("action", action, "id", name.text(), "driver", "local")));
        } catch (IOException e) {
            warnings.accept("cannot record the event %s of the volume %s: %s".formatted(action, name, Reason.of(e)));
        }
    }

    /** Bytes of all files in it. */
    public long bytes(VolumeName name) throws IOException {
        return Trees.bytes(data(name));
    }
}
