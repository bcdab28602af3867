package io.wasmrunner.registry.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says where content is and what it is (image-spec, descriptor.md).
 *
 * @param size bytes
 * @param platformOrNull only in an index
 * @param artifactType only in an index; mostly empty
 */
public record Descriptor(
        String mediaType,
        Digest digest,
        long size,
        SortedMap<String, String> annotations,
        @Nullable Platform platformOrNull,
        String artifactType) {
    /** The empty JSON object, for manifests that have nothing to say there. */
    public static final String EMPTY_CONTENT = "{}";

    public static final Descriptor EMPTY = of(MediaTypes.OCI_EMPTY, EMPTY_CONTENT.getBytes(StandardCharsets.UTF_8));

    public Descriptor {
        if (size < 0) {
            throw new IllegalArgumentException("size is negative: " + size);
        }
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }

    public Descriptor(String mediaType, Digest digest, long size) {
        this(mediaType, digest, size, new TreeMap<>(), null, "");
    }

    public static Descriptor of(String mediaType, byte[] content) {
        return new Descriptor(mediaType, Digest.of(content), content.length);
    }

    public Descriptor withAnnotations(Map<String, String> other) {
        return new Descriptor(mediaType, digest, size, new TreeMap<>(other), platformOrNull, artifactType);
    }

    public Descriptor withPlatform(Platform other) {
        return new Descriptor(mediaType, digest, size, annotations, other, artifactType);
    }

    public Descriptor withArtifactType(String other) {
        return new Descriptor(mediaType, digest, size, annotations, platformOrNull, other);
    }

    public Optional<Platform> platform() {
        return Optional.ofNullable(platformOrNull);
    }

    public static Descriptor read(Fields fields) {
        String mediaType = fields.text("mediaType");
        if (mediaType.isEmpty()) {
            throw fields.wrong("mediaType", "must be there");
        }
        String digest = fields.text("digest");
        if (!Digest.isDigest(digest)) {
            throw fields.wrong("digest", "must be a sha256 or sha512 digest, not " + digest);
        }
        long size = fields.number("size");
        if (size < 0) {
            throw fields.wrong("size", "must be there");
        }
        return new Descriptor(
                mediaType,
                Digest.parse(digest),
                size,
                fields.map("annotations"),
                fields.has("platform") ? Platform.read(fields.fields("platform")) : null,
                fields.text("artifactType"));
    }

    public ObjectNode write() {
        ObjectNode node = Json.object();
        node.put("mediaType", mediaType);
        node.put("digest", digest.toString());
        node.put("size", size);
        if (!annotations.isEmpty()) {
            ObjectNode all = node.putObject("annotations");
            annotations.forEach(all::put);
        }
        if (platformOrNull != null) {
            node.set("platform", platformOrNull.write());
        }
        if (!artifactType.isEmpty()) {
            node.put("artifactType", artifactType);
        }
        return node;
    }
}
