package io.wasmrunner.core.container;

import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.registry.file.NameLocks;
import io.wasmrunner.registry.file.PrivateFolders;
import io.wasmrunner.registry.layer.Trees;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds containers by their names, and those that live, without reading all of them and without a database: by links and empty
 * files in a folder of their own, {@code .lookup-<boot id>}. What was written there may not have reached the disk when the
 * machine went down, though the containers did: so each start of the machine has a folder of its own, which is made from the
 * containers' files. Where it cannot be made, as on a full disk, they are read instead.
 */
final class Lookup {
    private static final String PREFIX = ".lookup-";
    private static final String NAMES = "names";
    private static final String LIVE = "live";
    private static final String CHANGED = "changed";
    private static final String COMPLETE = "complete";

    private final ContainerFiles files;
    private final NameLocks locks;
    private @Nullable Path folder;
    private boolean isImpossible;

    Lookup(ContainerFiles files, NameLocks locks) {
        this.files = files;
        this.locks = locks;
    }

    /** The container of that name. */
    Optional<ContainerId> named(String name) throws IOException {
        if (!ContainerName.isName(name)) {
            return Optional.empty();
        }
        Path made = folder();
        if (made == null) {
            return search(name);
        }
        Optional<ContainerId> linked = target(place(made, name));
        return linked.isPresent() && isStale(name, linked.get()) ? Optional.empty() : linked;
    }

    /** Somebody may have been killed between a container's files and its link. */
    private boolean isStale(String name, ContainerId id) throws IOException {
        Optional<ContainerName> found = files.name(id);
        return found.isPresent() ? !found.get().text().equals(name) : !Files.isDirectory(files.folder(id));
    }

    private Optional<ContainerId> search(String name) throws IOException {
        for (ContainerId id : files.list()) {
            Optional<ContainerName> found = files.name(id);
            if (found.isPresent() && found.get().text().equals(name)) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    /** Gives the container that name, which nobody has; the lock of names must be held. */
    void name(ContainerName name, ContainerId id) throws IOException {
        Path made = folder();
        if (made != null) {
            link(place(made, name.text()), id);
        }
    }

    private static void link(Path place, ContainerId id) throws IOException {
        Files.deleteIfExists(place);
        Files.createSymbolicLink(place, Path.of(id.hex()));
    }

    /** Takes it back, unless it is another's by now; the lock of names must be held. */
    void unname(ContainerName name, ContainerId id) throws IOException {
        Path made = folder();
        if (made != null && target(place(made, name.text())).equals(Optional.of(id))) {
            Files.delete(place(made, name.text()));
        }
    }

    private static Path place(Path made, String name) {
        return made.resolve(NAMES).resolve(name);
    }

    private static Optional<ContainerId> target(Path place) throws IOException {
        try {
            String hex = Files.readSymbolicLink(place).toString();
            return ContainerId.isId(hex) ? Optional.of(new ContainerId(hex)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** All that live, and perhaps some that do no more. */
    List<ContainerId> live() throws IOException {
        Path made = folder();
        return made == null ? files.list() : live(made).list();
    }

    /** To be called before a container is written down that lives; its lock must be held. */
    void lives(ContainerId id) throws IOException {
        Path made = folder();
        if (made != null) {
            live(made).set(id);
        }
    }

    /** To be called after one was that does not. */
    void livesNoMore(ContainerId id) throws IOException {
        Path made = folder();
        if (made != null) {
            live(made).clear(id);
        }
    }

    private static Marks live(Path made) {
        return new Marks(made.resolve(LIVE));
    }

    /** Containers that the index does not know as they are now. */
    Optional<Marks> changed() throws IOException {
        Path made = folder();
        return made == null ? Optional.empty() : Optional.of(new Marks(made.resolve(CHANGED)));
    }

    /** A file that is there while the index knows all others; it goes when the machine goes down. */
    Optional<Path> indexed() throws IOException {
        Path made = folder();
        return made == null ? Optional.empty() : Optional.of(made.resolve("indexed"));
    }

    /** Makes it agree with the files. */
    void repair() throws IOException {
        Path made = folder();
        if (made != null) {
            try (Held _ = locks.lock(ContainerStore.NAMES)) {
                fill(made);
            }
        }
    }

    /** To be called before the lock of names is taken, for which the folder's maker waits. */
    void open() throws IOException {
        PrivateFolders.make(files.root());
        folder();
    }

    private synchronized @Nullable Path folder() throws IOException {
        if (folder == null && !isImpossible && Files.isDirectory(files.root())) {
            Path wanted = files.root().resolve(PREFIX + boot());
            if (new File(wanted.toString(), COMPLETE).exists() || make(wanted)) {
                folder = wanted;
            }
        }
        return folder;
    }

    private boolean make(Path wanted) throws IOException {
        try (Held _ = locks.lock(ContainerStore.NAMES)) {
            if (!Files.exists(wanted.resolve(COMPLETE))) {
                for (String name : files.names()) {
                    if (name.startsWith(PREFIX) && !wanted.endsWith(name)) {
                        Trees.delete(files.root().resolve(name));
                    }
                }
                for (String name : List.of(NAMES, LIVE, CHANGED)) {
                    PrivateFolders.make(wanted.resolve(name));
                }
                fill(wanted);
                Files.createFile(wanted.resolve(COMPLETE));
            }
            return true;
        } catch (IOException e) {
            isImpossible = true;
            return false;
        }
    }

    /** Whoever names containers waits meanwhile; whoever starts one has set its mark before. */
    private void fill(Path made) throws IOException {
        for (ContainerId id : files.list()) {
            Optional<Container> container = files.readable(id);
            if (container.isPresent()) {
                String name = container.get().spec().name().text();
                Optional<ContainerId> linked = target(place(made, name));
                if (linked.isEmpty() || isStale(name, linked.get())) {
                    link(place(made, name), id);
                }
                if (container.get().status().isLive()) {
                    live(made).set(id);
                }
            }
        }
    }

    private static String boot() {
        try (FileInputStream in = new FileInputStream("/proc/sys/kernel/random/boot_id")) {
            return new String(in.readNBytes(64), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
