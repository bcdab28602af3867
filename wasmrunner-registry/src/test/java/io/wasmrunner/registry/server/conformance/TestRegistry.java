package io.wasmrunner.registry.server.conformance;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.server.RegistryServer;
import io.wasmrunner.registry.server.config.ListenConfig;
import io.wasmrunner.registry.server.config.RegistryConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A registry on a free port of this machine, and what tests do with it. */
public final class TestRegistry implements AutoCloseable {
    private final RegistryServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestRegistry(RegistryServer server) {
        this.server = server;
    }

    public static TestRegistry start(Path root) throws IOException {
        return start(RegistryConfig.of(root));
    }

    /** On a free port, whatever the configuration says. */
    public static TestRegistry start(RegistryConfig config) throws IOException {
        return new TestRegistry(RegistryServer.start(config.withListen(new ListenConfig("127.0.0.1", 0))));
    }

    /** @param clock of what is cached */
    public static TestRegistry start(RegistryConfig config, InstantSource clock) throws IOException {
        return new TestRegistry(RegistryServer.start(config.withListen(new ListenConfig("127.0.0.1", 0)), clock));
    }

    public int port() {
        return server.port();
    }

    public String url() {
        return server.url();
    }

    /** {@code host:port} */
    public String address() {
        return "127.0.0.1:" + port();
    }

    /** @param headers names and values in turn */
    public HttpResponse<byte[]> send(String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : url() + path))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    public HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return send(method, path, BodyPublishers.ofByteArray(body), headers);
    }

    public HttpResponse<byte[]> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        return send(method, path, BodyPublishers.noBody(), headers);
    }

    public HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, headers);
    }

    /** Begins an upload and tells its location. */
    public String begin(String repository) throws IOException, InterruptedException {
        return location(send("POST", "/v2/" + repository + "/blobs/uploads/"));
    }

    /** Pushes a blob at once. */
    public Digest blob(String repository, byte[] content) throws IOException, InterruptedException {
        Digest digest = Digest.of(content);
        HttpResponse<byte[]> pushed = send("POST", "/v2/" + repository + "/blobs/uploads/?digest=" + digest, content);
        if (pushed.statusCode() != 201) {
            throw new IllegalStateException("the blob was not taken: " + text(pushed));
        }
        return digest;
    }

    /** Pushes a manifest with these layers, and the layers. */
    public Manifest image(String repository, String reference, byte[]... layers)
            throws IOException, InterruptedException {
        Manifest manifest = manifest(repository, layers);
        HttpResponse<byte[]> pushed = put(repository, reference, manifest.bytes());
        if (pushed.statusCode() != 201) {
            throw new IllegalStateException("the manifest was not taken: " + text(pushed));
        }
        return manifest;
    }

    /** A manifest whose blobs are pushed, and which is not. */
    public Manifest manifest(String repository, byte[]... layers) throws IOException, InterruptedException {
        byte[] config = "{\"architecture\":\"wasm\",\"os\":\"wasip1\"}".getBytes(StandardCharsets.UTF_8);
        blob(repository, config);
        List<Descriptor> descriptors = new java.util.ArrayList<>();
        for (byte[] layer : layers) {
            blob(repository, layer);
            descriptors.add(Descriptor.of(MediaTypes.WASM_LAYER, layer));
        }
        return Manifest.of(Descriptor.of(MediaTypes.OCI_CONFIG, config), descriptors, Map.of());
    }

    public HttpResponse<byte[]> put(String repository, String reference, byte[] manifest)
            throws IOException, InterruptedException {
        return send(
                "PUT",
                "/v2/" + repository + "/manifests/" + reference,
                manifest,
                "Content-Type",
                MediaTypes.OCI_MANIFEST);
    }

    public static String location(HttpResponse<?> response) {
        return header(response, "Location");
    }

    /** Empty when there is none. */
    public static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    public static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** The code of the first error in the answer. */
    public static String code(HttpResponse<byte[]> response) {
        Fields fields = new Fields(Json.object(response.body(), "the answer"), "the answer");
        return fields.objects("errors").getFirst().text("code");
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
    }
}
