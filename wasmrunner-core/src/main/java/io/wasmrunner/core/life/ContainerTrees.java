package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerMount;
import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.container.ContainerStore;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.module.ModuleLoader;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.overlay.Change;
import io.wasmrunner.registry.overlay.CopyIn;
import io.wasmrunner.registry.overlay.CopyOut;
import io.wasmrunner.registry.overlay.MergedArchive;
import io.wasmrunner.registry.overlay.MergedView;
import io.wasmrunner.registry.overlay.UpperChanges;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The files of containers, for people and their archives. A guest that runs is held while somebody is at its files. */
public final class ContainerTrees {
    private final ContainerStore store;
    private final Images images;
    private final ModuleLoader modules;
    private final MountSources sources;
    private final Stillness.Maker stillness;
    private final Consumer<String> notes;

    ContainerTrees(
            ContainerStore store,
            Images images,
            ModuleLoader modules,
            MountSources sources,
            Stillness.Maker stillness,
            Consumer<String> notes) {
        this.store = store;
        this.images = images;
        this.modules = modules;
        this.sources = sources;
        this.stillness = stillness;
        this.notes = notes;
    }

    /** What it changed in the files of its image, sorted by path. */
    public List<Change> diff(Container container) throws IOException {
        try (Stillness _ = stillness.of(List.of(container.id()), true);
                ContainerProgram program = program(container)) {
            return UpperChanges.of(own(container, program)).changes();
        }
    }

    /** Writes all its files as an archive; volumes are not among them. */
    public void export(Container container, OutputStream out) throws IOException {
        try (Stillness _ = stillness.of(List.of(container.id()), true);
                ContainerProgram program = program(container)) {
            MergedArchive.export(own(container, program), out);
        }
    }

    /** Makes an image of its image and what it changed, and gives back its id. */
    public Digest commit(Container container, CommitRequest request) throws IOException {
        try (Stillness _ = stillness.of(List.of(container.id()), request.pause());
                ContainerProgram program = program(container)) {
            return new Commit(images, modules, store.files())
                    .of(container, UpperChanges.of(own(container, program)), request);
        }
    }

    /**
     * Copies a file or folder of a container's to the host, as {@code docker cp}.
     *
     * @param follow whether a link at the end of {@code from} is followed
     */
    public void copyOut(Container container, String from, String to, boolean follow) throws IOException {
        ContainerPath path = ContainerPath.parse(from);
        at(container, path, follow || path.folder(), false, place -> {
            Path target = CopyTargets.onHost(place, from, to);
            new CopyOut(notes).copy(place.view(), place.path(), target);
        });
    }

    /** The same as an archive. */
    public void copyOut(Container container, String from, boolean follow, OutputStream out) throws IOException {
        ContainerPath path = ContainerPath.parse(from);
        at(container, path, follow || path.folder(), false, place -> {
            CopyTargets.existing(place, from);
            if (place.name().isEmpty()) {
                MergedArchive.export(place.view(), out);
            } else {
                MergedArchive.copyOut(place.view(), place.path(), false, place.name(), out);
            }
        });
    }

    /** Copies a file or folder of the host's into a container. */
    public void copyIn(Container container, String from, String to, boolean follow) throws IOException {
        Path source = CopyTargets.source(from, follow);
        at(container, ContainerPath.parse(to), true, true, place -> {
            ImagePath target = CopyTargets.inContainer(place, source, from, to);
            new CopyIn(place.view(), notes).host(source, target);
        });
    }

    /** Unpacks an archive into a folder of a container's. */
    public void copyIn(Container container, InputStream archive, String to) throws IOException {
        at(container, ContainerPath.parse(to), true, true, place -> {
            CopyTargets.writable(place, to);
            new CopyIn(place.view(), notes).archive(archive, place.path());
        });
    }

    private interface Action {
        void act(ContainerPlace place) throws IOException;
    }

    private void at(Container container, ContainerPath path, boolean follow, boolean write, Action action)
            throws IOException {
        try (ContainerProgram program = program(container)) {
            List<ContainerId> held = new ArrayList<>(List.of(container.id()));
            for (ContainerMount mount : container.spec().mounts()) {
                held.addAll(sharing(sources.of(container.id(), mount), container.id()));
            }
            try (Stillness _ = stillness.of(held, true)) {
                ContainerPlace place = place(container, program, path, follow, write);
                action.act(place);
            }
        }
    }

    private ContainerProgram program(Container container) throws IOException {
        return ContainerProgram.open(container, store.files(), images);
    }

    private MergedView own(Container container, ContainerProgram program) {
        return new MergedView(program.lower(), store.files().upper(container.id()));
    }

    private ContainerPlace place(
            Container container, ContainerProgram program, ContainerPath path, boolean follow, boolean write)
            throws IOException {
        MergedView own = own(container, program);
        ImagePath at = own.follow(path.path(), follow);
        ContainerMount nearest = null;
        for (ContainerMount mount : container.spec().mounts()) {
            ImagePath target = ImagePath.normalized(mount.target());
            if (at.startsWith(target)
                    && (nearest == null || target.startsWith(ImagePath.normalized(nearest.target())))) {
                nearest = mount;
            }
        }
        if (nearest == null) {
            return new ContainerPlace(own, at, container.spec().readOnly() ? "it was made with --read-only" : "", path);
        }
        Path directory = sources.of(container.id(), nearest);
        Path empty = store.files().folder(container.id()).resolve("lower");
        MergedView view = write ? new MergedView(empty, directory) : new MergedView(directory, empty);
        int depth = ImagePath.normalized(nearest.target()).parts().size();
        ImagePath below = new ImagePath(
                String.join("/", at.parts().subList(depth, at.parts().size())));
        return new ContainerPlace(
                view,
                view.follow(below, follow),
                nearest.writable() ? "" : nearest.target() + " is read-only there",
                path);
    }

    /** The others that live and have a directory in common with it. */
    private List<ContainerId> sharing(Path directory, ContainerId but) throws IOException {
        List<ContainerId> all = new ArrayList<>();
        for (ContainerRow row : store.list()) {
            if (!row.status().isLive() || row.id().equals(but)) {
                continue;
            }
            Optional<Container> other = store.read(row.id());
            if (other.isPresent() && shares(other.get(), directory)) {
                all.add(row.id());
            }
        }
        return all;
    }

    private boolean shares(Container other, Path directory) throws IOException {
        for (ContainerMount mount : other.spec().mounts()) {
            Path its = sources.of(other.id(), mount);
            if (its.startsWith(directory) || directory.startsWith(its)) {
                return true;
            }
        }
        return false;
    }
}
