package io.wasmrunner.registry.archive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads images: from an archive that is an OCI layout, or that {@code docker save} wrote, old or new, compressed or not; or
 * from a folder that is an OCI layout. What it brings into the store counts only once somebody keeps what it returns.
 */
public final class ArchiveReader {
    private final BlobStore store;
    private final Lease lease;

    /** @param lease holds all that is loaded, until something else does */
    public ArchiveReader(BlobStore store, Lease lease) {
        this.store = store;
        this.lease = lease;
    }

    /**
     * Loads an archive.
     *
     * @param name of the file, for errors
     * @throws RegistryException {@link RegistryError#INVALID} when it is none, {@link RegistryError#NOT_FOUND} when it lacks
     *     something that it names
     */
    public List<NamedImage> load(InputStream in, String name) throws IOException {
        String what = "cannot load " + name;
        ArchiveFiles files = ArchiveFiles.read(in, store, lease, name, what);
        Optional<byte[]> index = files.document(Layout.INDEX);
        Optional<byte[]> docker = files.document(Layout.DOCKER);
        if (index.isPresent()) {
            checkMarker(files.document(Layout.MARKER), what);
            return layout(index.get(), docker, what);
        }
        if (docker.isPresent()) {
            return new DockerArchive(files, store, lease, what).images(docker.get());
        }
        throw new RegistryException(
                RegistryError.INVALID, what + ": it is neither an OCI layout nor what docker save writes");
    }

    /** Loads a folder that is an OCI layout. */
    public List<NamedImage> load(Path folder) throws IOException {
        String what = "cannot load " + folder;
        checkMarker(LayoutFolder.small(folder.resolve(Layout.MARKER), what), what);
        byte[] index = LayoutFolder.small(folder.resolve(Layout.INDEX), what)
                .orElseThrow(() -> new RegistryException(RegistryError.INVALID, what + ": it has no " + Layout.INDEX));
        new LayoutFolder(folder, store, lease, what).bring();
        return layout(index, Optional.empty(), what);
    }

    /** Whether a path is a folder for {@link #load(Path)}. */
    public static boolean isLayout(Path path) {
        return Files.isDirectory(path) && Files.isRegularFile(path.resolve(Layout.MARKER), LinkOption.NOFOLLOW_LINKS);
    }

    private static void checkMarker(Optional<byte[]> marker, String what) {
        String version = marker.map(bytes ->
                        new Fields(Json.object(bytes, Layout.MARKER), Layout.MARKER).text(Layout.VERSION_FIELD))
                .orElse("");
        if (!version.equals(Layout.VERSION)) {
            throw new RegistryException(
                    RegistryError.INVALID,
                    what + ": its " + Layout.MARKER + " does not say that it is an OCI layout of version "
                            + Layout.VERSION);
        }
    }

    private List<NamedImage> layout(byte[] bytes, Optional<byte[]> docker, String what) throws IOException {
        if (!(Document.parse(bytes, "", Layout.INDEX) instanceof Index index)) {
            throw new RegistryException(RegistryError.INVALID, what + ": its " + Layout.INDEX + " is not an index");
        }
        Map<String, List<String>> tags = docker.isPresent() ? DockerArchive.names(docker.get()) : Map.of();
        Map<Digest, Descriptor> tops = new LinkedHashMap<>();
        Map<Digest, List<Reference>> names = new LinkedHashMap<>();
        for (Descriptor entry : index.manifests()) {
            Complete complete = Complete.of(entry, store, lease, what);
            Descriptor top = complete.top().descriptor();
            tops.putIfAbsent(top.digest(), top);
            List<Reference> known = names.computeIfAbsent(top.digest(), _ -> new ArrayList<>());
            List<Reference> own = Names.of(entry);
            if (own.isEmpty()) {
                String config = Layout.path(complete.best().config().digest());
                own = Names.of(tags.getOrDefault(config, List.of()));
            }
            own.stream().filter(name -> !known.contains(name)).forEach(known::add);
        }
        return tops.values().stream()
                .map(top -> new NamedImage(names.getOrDefault(top.digest(), List.of()), top))
                .toList();
    }

    /** A JSON list, read as strictly as an object. */
    static List<Fields> list(byte[] bytes, String what) {
        byte[] before = "{\"all\":".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] object = java.util.Arrays.copyOf(before, before.length + bytes.length + 1);
        System.arraycopy(bytes, 0, object, before.length, bytes.length);
        object[object.length - 1] = '}';
        ObjectNode node = Json.object(object, what);
        return new Fields(node, what).objects("all");
    }
}
