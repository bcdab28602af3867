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

/** One image or artifact: its configuration and its layers (image-spec, manifest.md; Docker's image manifest V2, schema 2). */
public final class Manifest implements Document {
    /** More layers than any builder makes. */
    public static final int MOST_LAYERS = 500;

    private final byte[] bytes;
    private final Digest digest;
    private final String mediaType;
    private final String artifactType;
    private final Descriptor config;
    private final List<Descriptor> layers;
    private final SortedMap<String, String> annotations;
    private final @Nullable Descriptor subject;

    private Manifest(
            byte[] bytes,
            String mediaType,
            String artifactType,
            Descriptor config,
            List<Descriptor> layers,
            SortedMap<String, String> annotations,
            @Nullable Descriptor subject) {
        this.bytes = bytes;
        this.digest = Digest.of(bytes);
        this.mediaType = mediaType;
        this.artifactType = artifactType;
        this.config = config;
        this.layers = List.copyOf(layers);
        this.annotations = annotations;
        this.subject = subject;
    }

    static Manifest read(byte[] bytes, String mediaType, Fields fields) {
        if (!fields.has("config") || !fields.has("layers")) {
            throw fields.wrong(fields.has("config") ? "layers" : "config", "must be there");
        }
        List<Descriptor> layers = new ArrayList<>();
        List<Fields> all = fields.objects("layers");
        if (all.size() > MOST_LAYERS) {
            throw fields.wrong("layers", "has " + all.size() + " entries; the most is " + MOST_LAYERS);
        }
        for (Fields layer : all) {
            layers.add(Descriptor.read(layer));
        }
        Descriptor config = Descriptor.read(fields.fields("config"));
        return new Manifest(
                bytes,
                mediaType,
                fields.has("artifactType") ? fields.text("artifactType") : config.mediaType(),
                config,
                layers,
                fields.map("annotations"),
                fields.has("subject") ? Descriptor.read(fields.fields("subject")) : null);
    }

    /** Writes an OCI manifest; the same content is always the same bytes. */
    public static Manifest of(Descriptor config, List<Descriptor> layers, Map<String, String> annotations) {
        return of("", config, layers, null, annotations);
    }

    /**
     * Writes an OCI manifest.
     *
     * @param artifactType may be empty
     */
    public static Manifest of(
            String artifactType,
            Descriptor config,
            List<Descriptor> layers,
            @Nullable Descriptor subject,
            Map<String, String> annotations) {
        ObjectNode node = Json.object();
        node.put("schemaVersion", 2);
        node.put("mediaType", MediaTypes.OCI_MANIFEST);
        if (!artifactType.isEmpty()) {
            node.put("artifactType", artifactType);
        }
        node.set("config", config.write());
        ArrayNode list = node.putArray("layers");
        layers.forEach(layer -> list.add(layer.write()));
        if (subject != null) {
            node.set("subject", subject.write());
        }
        SortedMap<String, String> sorted = new TreeMap<>(annotations);
        if (!sorted.isEmpty()) {
            ObjectNode all = node.putObject("annotations");
            sorted.forEach(all::put);
        }
        return new Manifest(
                Json.bytes(node),
                MediaTypes.OCI_MANIFEST,
                artifactType.isEmpty() ? config.mediaType() : artifactType,
                config,
                layers,
                sorted,
                subject);
    }

    public Descriptor config() {
        return config;
    }

    /** Lowest first. */
    public List<Descriptor> layers() {
        return layers;
    }

    /** Configuration and layers: all the blobs it needs. */
    public List<Descriptor> blobs() {
        List<Descriptor> all = new ArrayList<>(layers);
        all.addFirst(config);
        return all;
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
