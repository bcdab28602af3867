package io.wasmrunner.core.container;

import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.file.DurableFile;
import io.wasmrunner.registry.file.PrivateFolders;
import io.wasmrunner.registry.layer.Trees;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The folders of containers, one each: what they hold is the truth about them. */
public final class ContainerFiles {
    private static final String SPEC = "spec.json";
    private static final String STATE = "state.json";

    /** Before the name of a folder that is being made or removed, and so is none. */
    private static final String PART = ".part-";

    /** Bytes; arguments and variables may be long. */
    private static final int LARGEST = 8 << 20;

    private final Path root;

    /** Those beneath {@code root}, which need not be there. */
    public ContainerFiles(Path root) {
        this.root = root;
    }

    /** Where all of them are. */
    public Path root() {
        return root;
    }

    /** Where everything of a container is. */
    public Path folder(ContainerId id) {
        return root.resolve(id.hex());
    }

    /** What its guest wrote to its root. */
    public Path upper(ContainerId id) {
        return folder(id).resolve("upper");
    }

    /** Its output, as its log driver keeps it. */
    public Path log(ContainerId id) {
        return folder(id).resolve("log").resolve("output.log");
    }

    /** The launcher's record of the last run that ended and was not settled. */
    public Path end(ContainerId id) {
        return folder(id).resolve("end");
    }

    /** The module of a container that was made from a file. */
    public Path module(ContainerId id) {
        return folder(id).resolve("module.wasm");
    }

    /** Something to be put into a new container's folder before anybody sees it. */
    public interface Filling {
        void fill(Path folder) throws IOException;
    }

    /** Makes a container: all of it is there, or nothing. */
    void create(Container container, Filling filling) throws IOException {
        PrivateFolders.make(root);
        Path part = part(container.id());
        PrivateFolders.make(part);
        boolean done = false;
        try {
            Files.createDirectory(part.resolve("upper"));
            Files.createDirectory(part.resolve("log"));
            filling.fill(part);
            DurableFile.createSecret(part.resolve(SPEC), SpecJson.write(container.spec()));
            new StateFile(part.resolve(STATE)).create(container.state().write());
            DurableFile.syncFolder(part);
            Files.move(part, folder(container.id()), StandardCopyOption.ATOMIC_MOVE);
            DurableFile.syncFolder(root);
            done = true;
        } finally {
            if (!done) {
                Trees.delete(part);
            }
        }
    }

    void write(ContainerSpec spec) throws IOException {
        DurableFile.replaceSecret(folder(spec.id()).resolve(SPEC), SpecJson.write(spec));
    }

    void write(ContainerId id, ContainerState state) throws IOException {
        new StateFile(folder(id).resolve(STATE)).write(state.write());
    }

    /**
     * What there is of it; empty when there is no such container.
     *
     * @throws RegistryException {@link RegistryError#INVALID} when its files are damaged
     */
    Optional<Container> read(ContainerId id) throws IOException {
        Path folder = folder(id);
        try {
            ContainerSpec spec = SpecJson.read(bytes(folder.resolve(SPEC)));
            if (!spec.id().equals(id)) {
                throw new RegistryException(
                        RegistryError.INVALID, "cannot use " + folder + ": it is the folder of another container");
            }
            return Optional.of(
                    new Container(spec, ContainerState.read(StateFile.withoutPadding(bytes(folder.resolve(STATE))))));
        } catch (FileNotFoundException e) {
            if (!Files.isDirectory(folder)) {
                return Optional.empty();
            }
            throw new RegistryException(
                    RegistryError.INVALID, "cannot use " + folder + ": files of the container are missing", e);
        }
    }

    /** The same; empty, too, when its files are damaged. */
    public Optional<Container> readable(ContainerId id) throws IOException {
        try {
            return read(id);
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }

    /** What it is called; empty when it is not there, or damaged. */
    Optional<ContainerName> name(ContainerId id) throws IOException {
        try {
            return Optional.of(SpecJson.read(bytes(folder(id).resolve(SPEC))).name());
        } catch (FileNotFoundException | RegistryException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return in.readNBytes(LARGEST);
        }
    }

    /** Takes everything of it away. */
    void delete(ContainerId id) throws IOException {
        Path part = part(id);
        if (Files.exists(folder(id))) {
            Files.move(folder(id), part, StandardCopyOption.ATOMIC_MOVE);
            DurableFile.syncFolder(root);
        }
        Trees.delete(part);
    }

    /** All containers. */
    public List<ContainerId> list() {
        return Marks.idsIn(root);
    }

    /** Containers that somebody was about to make or to remove. */
    public List<ContainerId> parts() {
        List<ContainerId> parts = new ArrayList<>();
        for (String name : names()) {
            if (name.startsWith(PART) && ContainerId.isId(name.substring(PART.length()))) {
                parts.add(new ContainerId(name.substring(PART.length())));
            }
        }
        return parts;
    }

    /** Where what is made or removed of a container is, out of everybody's sight. */
    public Path part(ContainerId id) {
        return root.resolve(PART + id.hex());
    }

    /** Of all that lies there. */
    List<String> names() {
        String[] names = new File(root.toString()).list();
        return names == null ? List.of() : List.of(names);
    }
}
