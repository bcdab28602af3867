package io.wasmrunner.registry.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.digest.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A list of manifests, mostly one for each platform (image-spec, image-index.md; Docker's manifest list). */
public final class Index implements Document {
    private static final int MOST_MANIFESTS = 1000;

    private final byte[] bytes;
    private final Digest digest;
    private final String mediaType;
    private final String artifactType;
    private final List<Descriptor> manifests;
    private final SortedMap<String, String> annotations;
    private final @Nullable Descriptor subject;

    private Index(
            byte[] bytes,
            String mediaType,
            String artifactType,
            List<Descriptor> manifests,
            SortedMap<String, String> annotations,
            @Nullable Descriptor subject) {
        this.bytes = bytes;
        this.digest = Digest.of(bytes);
        this.mediaType = mediaType;
        this.artifactType = artifactType;
        this.manifests = List.copyOf(manifests);
        this.annotations = annotations;
        this.subject = subject;
    }

    static Index read(byte[] bytes, String mediaType, Fields fields) {
        List<Fields> all = fields.objects("manifests");
        if (all.size() > MOST_MANIFESTS) {
            throw fields.wrong("manifests", "has " + all.size() + " entries; the most is " + MOST_MANIFESTS);
        }
        List<Descriptor> manifests = new ArrayList<>();
        for (Fields manifest : all) {
            manifests.add(Descriptor.read(manifest));
        }
        return new Index(
                bytes,
                mediaType,
                fields.text("artifactType"),
                manifests,
                fields.map("annotations"),
                fields.has("subject") ? Descriptor.read(fields.fields("subject")) : null);
    }

    /** Writes an OCI index; the same content is always the same bytes. */
    public static Index of(List<Descriptor> manifests, Map<String, String> annotations) {
        ObjectNode node = Json.object();
        node.put("schemaVersion", 2);
        node.put("mediaType", MediaTypes.OCI_INDEX);
        ArrayNode list = node.putArray("manifests");
        manifests.forEach(manifest -> list.add(manifest.write()));
        SortedMap<String, String> sorted = new TreeMap<>(annotations);
        if (!sorted.isEmpty()) {
            ObjectNode all = node.putObject("annotations");
            sorted.forEach(all::put);
        }
        return new Index(Json.bytes(node), MediaTypes.OCI_INDEX, "", manifests, sorted, null);
    }

    public List<Descriptor> manifests() {
        return manifests;
    }

    @Override
    public String mediaType() {
        return mediaType;
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public Digest digest() {
        return digest;
    }

    @Override
    public SortedMap<String, String> annotations() {
        return annotations;
    }

    @Override
    public Optional<Descriptor> subject() {
        return Optional.ofNullable(subject);
    }

    @Override
    public String artifactType() {
        return artifactType;
    }
}
