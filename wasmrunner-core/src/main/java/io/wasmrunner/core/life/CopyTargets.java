package io.wasmrunner.core.life;

import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.LayerItem;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** What a copy is to be, by the rules of {@code docker cp} about what is there already. */
final class CopyTargets {
    private CopyTargets() {}

    /** @throws WasmrunnerException {@link ErrorCode#NOT_FOUND} when nothing is there */
    static LayerItem existing(ContainerPlace place, String from) throws IOException {
        return place.item()
                .orElseThrow(() ->
                        error(ErrorCode.NOT_FOUND, "cannot copy %s: the container has no such file".formatted(from)));
    }

    /** Where something of a container's goes on the host. */
    static Path onHost(ContainerPlace place, String from, String to) throws IOException {
        boolean folder = existing(place, from) instanceof LayerItem.Folder;
        if (place.written().folder() && !folder) {
            throw error(ErrorCode.CONFLICT, "cannot copy %s: it is no folder in the container".formatted(from));
        }
        Path target = path(to);
        if (Files.isDirectory(target)) {
            boolean contents =
                    folder && (place.written().contents() || place.name().isEmpty());
            return contents ? target : target.resolve(place.name());
        }
        if (folder && Files.exists(target)) {
            throw error(ErrorCode.CONFLICT, "cannot copy %s to %s: a folder cannot replace a file".formatted(from, to));
        }
        if (to.endsWith("/") && !folder) {
            throw error(ErrorCode.NOT_FOUND, "cannot copy to %s: there is no such folder".formatted(to));
        }
        Path parent = target.toAbsolutePath().normalize().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw error(ErrorCode.NOT_FOUND, "cannot copy to %s: there is no folder for it to be in".formatted(to));
        }
        return target;
    }

    /** What of the host's is copied. */
    static Path source(String from, boolean follow) throws IOException {
        Path source = path(from);
        if (!Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
            throw error(ErrorCode.NOT_FOUND, "cannot copy %s: there is no such file".formatted(from));
        }
        boolean folder = from.endsWith("/") || from.endsWith("/.") || from.equals(".") || from.endsWith("..");
        if (folder && !Files.isDirectory(source)) {
            throw error(ErrorCode.CONFLICT, "cannot copy %s: it is no folder".formatted(from));
        }
        return follow || folder ? source.toRealPath() : source;
    }

    /** @throws WasmrunnerException {@link ErrorCode#CONFLICT} when nothing may be written there */
    static void writable(ContainerPlace place, String to) {
        if (!place.whyNot().isEmpty()) {
            throw error(ErrorCode.CONFLICT, "cannot copy to %s in the container: %s".formatted(to, place.whyNot()));
        }
    }

    /** Where something of the host's goes in a container. */
    static ImagePath inContainer(ContainerPlace place, Path source, String from, String to) throws IOException {
        writable(place, to);
        boolean folder = Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS);
        if (place.isFolder()) {
            boolean contents = folder && (from.endsWith("/.") || from.equals("."));
            Path name = path(from).toAbsolutePath().normalize().getFileName();
            return contents || name == null ? place.path() : place.path().resolve(name.toString());
        }
        if (place.item().isPresent() && folder) {
            throw error(ErrorCode.CONFLICT, "cannot copy %s to %s: a folder cannot replace a file".formatted(from, to));
        }
        if (place.written().folder() && !folder) {
            throw error(ErrorCode.NOT_FOUND, "cannot copy to %s: the container has no such folder".formatted(to));
        }
        return place.path();
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new WasmrunnerException(ErrorCode.USAGE, "cannot use the path: " + e.getMessage(), e);
        }
    }

    private static WasmrunnerException error(ErrorCode code, String message) {
        return new WasmrunnerException(code, message);
    }
}
