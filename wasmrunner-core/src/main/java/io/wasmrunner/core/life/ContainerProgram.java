package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerFiles;
import io.wasmrunner.core.container.ContainerMount;
import io.wasmrunner.core.image.ImageModule;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.module.ModuleFile;
import io.wasmrunner.core.module.ModuleLoader;
import io.wasmrunner.core.module.ModuleSource;
import io.wasmrunner.core.volume.Volume;
import io.wasmrunner.core.volume.VolumeName;
import io.wasmrunner.core.volume.VolumeStore;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.registry.image.ImageStyle;
import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.Rootfs;
import io.wasmrunner.registry.overlay.MergedView;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.GuestMount;
import io.wasmrunner.runtime.guest.HostDirectory;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a container runs, and the directories that it runs with. The image's files stay as long as this is open. */
final class ContainerProgram implements ModuleSource, AutoCloseable {
    private final Container container;
    private final ContainerFiles files;
    private final @Nullable Image image;
    private final Images images;
    private final @Nullable Rootfs rootfs;

    private ContainerProgram(
            Container container, ContainerFiles files, @Nullable Image image, Images images, @Nullable Rootfs rootfs) {
        this.container = container;
        this.files = files;
        this.image = image;
        this.images = images;
        this.rootfs = rootfs;
    }

    /**
     * Makes it ready.
     *
     * @throws WasmrunnerException {@link ErrorCode#NOT_FOUND} when its image is gone
     */
    static ContainerProgram open(Container container, ContainerFiles files, Images images) throws IOException {
        if (container.spec().image().id().isEmpty()) {
            return new ContainerProgram(container, files, null, images, null);
        }
        Image image = images.store()
                .byId(container.spec().image().id().get())
                .orElseThrow(() -> new WasmrunnerException(
                        ErrorCode.NOT_FOUND,
                        "cannot start %s: its image %s (%s) is not here any more; pull or build it again"
                                .formatted(
                                        container.name(),
                                        container.spec().image().name(),
                                        container.spec().image().id().get().abbreviated())));
        Rootfs rootfs = image.style() == ImageStyle.FILES ? images.unpack(image) : null;
        return new ContainerProgram(container, files, image, images, rootfs);
    }

    /** The files that are not its own to write. */
    Path lower() {
        return rootfs != null ? rootfs.folder() : files.folder(container.id()).resolve("lower");
    }

    @Override
    public ModuleFile read(ModuleLoader modules) throws IOException {
        String name = container.spec().image().name();
        Image from = image;
        if (from == null) {
            return modules.of(name, bytes(files.module(container.id())));
        }
        if (from.style() == ImageStyle.MODULE) {
            return modules.of(name, images.module(from));
        }
        return modules.of(
                name,
                ImageModule.read(
                        name,
                        container.spec().command(),
                        container.spec().guest().workingDirectory(),
                        List.of(files.upper(container.id()), lower())));
    }

    private static byte[] bytes(Path file) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return in.readNBytes(ModuleLoader.MAX_SIZE + 1);
        }
    }

    /** Another module of its files, or its own by its name; the container may run meanwhile. */
    ModuleSource other(String file, String directory) {
        if (file.equals(container.spec().command().getFirst())
                && (image == null || image.style() == ImageStyle.MODULE)) {
            return this;
        }
        return modules -> modules.of(
                file,
                LiveFile.read(
                        container.name(),
                        new MergedView(lower(), files.upper(container.id())),
                        ImagePath.normalized(file.startsWith("/") ? file : directory + "/" + file),
                        lower(),
                        files.upper(container.id())));
    }

    /** Its own files, and what it was given beside them, for the run that starts it. */
    List<GuestMount> freshMounts(VolumeStore volumes, MemoryFolders memory) throws IOException {
        for (ContainerMount mount : container.spec().mounts()) {
            if (mount.type() == ContainerMount.Type.TMPFS) {
                memory.make(container.id(), mount.target());
            } else if (mount.type() != ContainerMount.Type.BIND) {
                VolumeName name = VolumeName.parse(mount.source());
                volumes.require(name);
                Initial.fill(volumes.data(name), lower(), mount.target());
            }
        }
        return mounts(volumes, memory);
    }

    /** The same, for one that goes on beside it. */
    List<GuestMount> mounts(VolumeStore volumes, MemoryFolders memory) throws IOException {
        MountSources sources = new MountSources(volumes, memory);
        List<GuestMount> all = new ArrayList<>();
        all.add(new GuestMount(
                new HostDirectory.Overlay(lower(), files.upper(container.id())),
                "/",
                !container.spec().readOnly(),
                container.spec().readOnly() ? "--read-only" : "the files of " + container.name()));
        for (ContainerMount mount : container.spec().mounts()) {
            all.add(new GuestMount(
                    new HostDirectory.Named(sources.of(container.id(), mount)),
                    mount.target(),
                    mount.writable(),
                    mount.flag(),
                    limit(mount, volumes)));
        }
        return all;
    }

    /** What may still be written there; at least a byte, since none would be no limit. */
    private static long limit(ContainerMount mount, VolumeStore volumes) throws IOException {
        if (mount.type() == ContainerMount.Type.VOLUME || mount.type() == ContainerMount.Type.ANONYMOUS) {
            Volume volume = volumes.require(VolumeName.parse(mount.source()));
            return volume.size() == 0 ? 0 : Math.max(1, volume.size() - volumes.bytes(volume.name()));
        }
        return mount.size();
    }

    @Override
    public void close() throws IOException {
        if (rootfs != null) {
            rootfs.close();
        }
    }
}
