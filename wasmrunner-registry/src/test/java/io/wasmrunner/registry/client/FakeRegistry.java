package io.wasmrunner.registry.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.reference.Reference;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry that does as it is told, good or evil. It keeps what it was asked. */
public final class FakeRegistry implements AutoCloseable {
    /** Answers a request in its own way, or leaves it to the good registry with false. */
    public interface Trick {
        boolean play(HttpExchange exchange) throws IOException;
    }

    record Asked(String method, String path, String query, Map<String, List<String>> headers) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }

        String line() {
            return method + " " + path;
        }
    }

    private static final class Stored {
        private final String type;
        private final byte[] bytes;

        Stored(String type, byte[] bytes) {
            this.type = type;
            this.bytes = bytes;
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Stored> manifests = new ConcurrentHashMap<>();
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();
    private final AtomicInteger uploadNames = new AtomicInteger();
    private final List<Trick> tricks = new CopyOnWriteArrayList<>();
    final List<Asked> asked = new CopyOnWriteArrayList<>();

    public FakeRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** The same server by another name. */
    String otherHost() {
        return "localhost:" + server.getAddress().getPort();
    }

    public Reference reference(String rest) {
        return Reference.parse(host() + "/" + rest);
    }

    public FakeRegistry trick(Trick trick) {
        tricks.add(trick);
        return this;
    }

    /** Plays a trick on the first so many requests that begin so. */
    public FakeRegistry trick(String line, int times, Trick trick) {
        AtomicInteger left = new AtomicInteger(times);
        return trick(exchange -> (exchange.getRequestMethod() + " " + exchange.getRequestURI()).startsWith(line)
                && left.getAndDecrement() > 0
                && trick.play(exchange));
    }

    public Descriptor blob(String mediaType, byte[] content) {
        Descriptor descriptor = Descriptor.of(mediaType, content);
        blobs.put(descriptor.digest().toString(), content);
        return descriptor;
    }

    /** An artifact with these layers, by a tag and its digest. */
    public Manifest image(String repository, String tag, byte[]... layers) {
        Descriptor config = blob(MediaTypes.WASM_CONFIG, "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        List<Descriptor> descriptors = Arrays.stream(layers)
                .map(layer -> blob(MediaTypes.WASM_LAYER, layer))
                .toList();
        Manifest manifest = Manifest.of(config, descriptors, Map.of());
        put(repository, tag, manifest);
        return manifest;
    }

    public void put(String repository, String tag, Document document) {
        put(repository, document.digest().toString(), document.mediaType(), document.bytes());
        put(repository, tag, document.mediaType(), document.bytes());
    }

    void put(String repository, String tag, String mediaType, byte[] bytes) {
        manifests.put(repository + "/manifests/" + tag, new Stored(mediaType, bytes));
    }

    void remove(Digest blob) {
        blobs.remove(blob.toString());
    }

    boolean has(Digest blob) {
        return blobs.containsKey(blob.toString());
    }

    public byte[] manifest(String repository, String tag) {
        return manifests.get(repository + "/manifests/" + tag).bytes;
    }

    public boolean hasManifest(String repository, String tag) {
        return manifests.containsKey(repository + "/manifests/" + tag);
    }

    List<String> lines() {
        return asked.stream().map(Asked::line).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestURI().getQuery()),
                    Map.copyOf(exchange.getRequestHeaders())));
            for (Trick trick : tricks) {
                if (trick.play(exchange)) {
                    return;
                }
            }
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/v2/")) {
                answer(exchange, 200, "application/json", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            } else if (path.contains("/manifests/")) {
                manifest(exchange, path.substring("/v2/".length()));
            } else if (path.contains("/blobs/uploads/")) {
                upload(exchange, path);
            } else if (path.contains("/blobs/")) {
                blob(exchange, path.substring(path.lastIndexOf('/') + 1));
            } else {
                answer(exchange, 404, "text/plain", new byte[0]);
            }
        }
    }

    private void manifest(HttpExchange exchange, String key) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            Stored stored = new Stored(exchange.getRequestHeaders().getFirst("Content-Type"), bytes);
            String folder = key.substring(0, key.lastIndexOf('/') + 1);
            manifests.put(key, stored);
            manifests.put(folder + Digest.of(bytes), stored);
            answer(exchange, 201, "", new byte[0]);
            return;
        }
        Stored stored = manifests.get(key);
        if (stored == null) {
            answer(
                    exchange,
                    404,
                    "application/json",
                    "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"no such manifest\"}]}"
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return;
        }
        exchange.getResponseHeaders()
                .set("Docker-Content-Digest", Digest.of(stored.bytes).toString());
        answer(exchange, 200, stored.type, stored.bytes);
    }

    private void blob(HttpExchange exchange, String digest) throws IOException {
        byte[] content = blobs.get(digest);
        if (content == null) {
            answer(exchange, 404, "text/plain", new byte[0]);
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null) {
            answer(exchange, 200, "application/octet-stream", content);
            return;
        }
        String[] ends = range.substring("bytes=".length()).split("-", -1);
        int from = Integer.parseInt(ends[0]);
        int to = ends[1].isEmpty() ? content.length : Integer.parseInt(ends[1]) + 1;
        exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + content.length);
        answer(exchange, 206, "application/octet-stream", Arrays.copyOfRange(content, from, to));
    }

    private void upload(HttpExchange exchange, String path) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        switch (exchange.getRequestMethod()) {
            case "POST" -> {
                String at = path + uploadNames.incrementAndGet();
                uploads.put(at, new ByteArrayOutputStream());
                exchange.getResponseHeaders().set("Location", at);
                answer(exchange, 202, "", new byte[0]);
            }
            case "PATCH" -> {
                receive(exchange, Integer.MAX_VALUE);
                state(exchange, path, 202);
            }
            case "PUT" -> {
                receive(exchange, Integer.MAX_VALUE);
                byte[] content = uploads.remove(path).toByteArray();
                String digest = query.substring(query.indexOf("digest=") + "digest=".length());
                if (!Digest.of(content).toString().equals(digest)) {
                    answer(exchange, 400, "", new byte[0]);
                    return;
                }
                blobs.put(digest, content);
                answer(exchange, 201, "", new byte[0]);
            }
            case "DELETE" -> {
                uploads.remove(path);
                answer(exchange, 204, "", new byte[0]);
            }
            default -> state(exchange, path, 204);
        }
    }

    /** Takes so many bytes of a body into its upload. */
    void receive(HttpExchange exchange, int most) throws IOException {
        uploads.get(exchange.getRequestURI().getPath())
                .write(exchange.getRequestBody().readNBytes(most));
    }

    private void state(HttpExchange exchange, String path, int status) throws IOException {
        exchange.getResponseHeaders()
                .set("Range", "0-" + Math.max(0, uploads.get(path).size() - 1));
        exchange.getResponseHeaders().set("Location", path);
        answer(exchange, status, "", new byte[0]);
    }

    static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        if (!type.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", type);
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
