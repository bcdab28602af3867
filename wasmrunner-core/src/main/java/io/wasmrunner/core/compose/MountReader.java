package io.wasmrunner.core.compose;

import io.wasmrunner.core.container.ContainerMount;
import io.wasmrunner.core.container.MountFlags;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.registry.text.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a service mounts: {@code volumes} in both of its forms, and {@code tmpfs}. */
final class MountReader {
    private final Path folder;
    private final Map<String, ProjectVolume> volumes;

    MountReader(Path folder, Map<String, ProjectVolume> volumes) {
        this.folder = folder;
        this.volumes = volumes;
    }

    List<ServiceMount> read(Section service) {
        List<ServiceMount> mounts = new ArrayList<>();
        service.items(
                "volumes",
                item -> mounts.add(
                        item instanceof Yaml.Fields
                                ? longForm(service, item)
                                : shortForm(service.itemText(item), item.at())));
        service.items("tmpfs", item -> {
            ContainerMount mount = Section.checked(item.at(), service.itemText(item), MountFlags::parseTmpfs);
            mounts.add(new ServiceMount(ContainerMount.Type.TMPFS, "", mount.target(), mount.writable(), mount.size()));
        });
        return mounts;
    }

    /** {@code [source:]/target[:options]}. */
    private ServiceMount shortForm(String text, Position at) {
        String[] parts = text.split(":", -1);
        boolean writable = true;
        if (parts.length == 3) {
            for (String option : parts[2].split(",", -1)) {
                switch (option) {
                    case "ro" -> writable = false;
                    // Linux's labels and kinds of sharing mean nothing to a guest.
                    case "rw", "z", "Z", "cached", "delegated", "consistent", "nocopy" -> {}
                    default -> throw at.error("no option \"" + option + "\": there are ro and rw");
                }
            }
        }
        String target = parts.length == 1 ? parts[0] : parts[1];
        if (parts.length > 3 || !target.startsWith("/") || (parts.length > 1 && parts[0].isEmpty())) {
            throw at.error("it must look like source:/target[:ro] or /target");
        }
        if (parts.length == 1) {
            return new ServiceMount(ContainerMount.Type.ANONYMOUS, "", target, true, 0);
        }
        String source = parts[0];
        return isPath(source)
                ? new ServiceMount(ContainerMount.Type.BIND, bound(source), target, writable, 0)
                : new ServiceMount(ContainerMount.Type.VOLUME, named(source, at), target, writable, 0);
    }

    /** Whether a source is a place on the host rather than a volume's name. */
    static boolean isPath(String source) {
        return source.startsWith(".") || source.startsWith("~") || source.indexOf('/') >= 0;
    }

    private ServiceMount longForm(Section service, Yaml item) {
        Section entry = service.itemSection(
                item, "volumes", Set.of("type", "source", "target", "read_only", "tmpfs", "bind", "volume"));
        String target = entry.text("target").orElseThrow(() -> item.at().error("\"target\" is missing"));
        if (!target.startsWith("/")) {
            throw entry.at("target").error("it must be an absolute path in the guest");
        }
        Optional<String> source = entry.text("source");
        entry.section("bind", Set.of("create_host_path", "selinux"))
                .filter(bind -> bind.flag("create_host_path"))
                .ifPresent(bind -> {
                    throw bind.at("create_host_path").error("folders of the host are not made; make it, and say false");
                });
        // Nothing of an image is ever copied into a volume.
        entry.section("volume", Set.of("nocopy")).ifPresent(volume -> volume.flag("nocopy"));
        boolean writable = !entry.flag("read_only");
        String type = entry.text("type").orElse("volume");
        return switch (type) {
            case "bind" ->
                new ServiceMount(
                        ContainerMount.Type.BIND,
                        bound(source.orElseThrow(() -> item.at().error("\"source\" is missing"))),
                        target,
                        writable,
                        0);
            case "volume" ->
                source.isEmpty()
                        ? new ServiceMount(ContainerMount.Type.ANONYMOUS, "", target, writable, 0)
                        : new ServiceMount(
                                ContainerMount.Type.VOLUME,
                                named(source.get(), entry.at("source")),
                                target,
                                writable,
                                0);
            case "tmpfs" ->
                new ServiceMount(
                        ContainerMount.Type.TMPFS,
                        "",
                        target,
                        writable,
                        entry.section("tmpfs", Set.of("size"))
                                .flatMap(memory -> memory.text("size", text -> Quantities.size("size", text)))
                                .orElse(0L));
            default -> throw entry.at("type").error("no type \"" + type + "\": there are bind, volume and tmpfs");
        };
    }

    private String bound(String source) {
        String home = System.getProperty("user.home", "/");
        return (source.startsWith("~") ? Path.of(home + source.substring(1)) : folder.resolve(source))
                .normalize()
                .toString();
    }

    private String named(String key, Position at) {
        ProjectVolume volume = volumes.get(key);
        if (volume == null) {
            throw at.error("no volume \"%s\" among the file's volumes%s; a directory of the host begins with ./ or /"
                    .formatted(key, Nearest.hint(key, volumes.keySet())));
        }
        return volume.name().text();
    }
}
