import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The same work for two registries in turn (A B A B …), by one plain client that is neither's own: {@code java
 * bench/RegistryLoad.java ROUNDS NAME=URL NAME=URL}. The times are medians; a ratio is the second's median ÷ the first's.
 */
public final class RegistryLoad {
    private static final int MIB = 1 << 20;
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private final String url;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Random random = new Random();
    private final ExecutorService threads = Executors.newFixedThreadPool(32);
    private final List<String> digests = new ArrayList<>();
    private int repository;

    private RegistryLoad(String url) {
        this.url = url;
    }

    private record Blob(byte[] bytes, String digest) {}

    private interface Work {
        void run() throws Exception;
    }

    private interface Part {
        double run(RegistryLoad load) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        String[] names = new String[2];
        RegistryLoad[] both = new RegistryLoad[2];
        for (int i = 0; i < 2; i++) {
            String[] pair = arguments[i + 1].split("=", 2);
            names[i] = pair[0];
            both[i] = new RegistryLoad(pair[1]);
        }
        System.out.printf("  %-44s %14s %14s %8s%n", "milliseconds, median of " + rounds, names[0], names[1], "ratio");
        part("push of one 256 MiB layer", both, rounds, load -> load.push(1, 256 * MIB));
        part("pull of it", both, rounds, load -> load.pull(1));
        part("push of 50 layers of 1 MiB, 3 at a time", both, rounds, load -> load.push(50, MIB));
        part("push of the same again", both, rounds, load -> load.again());
        part("pull of them, 3 at a time", both, rounds, load -> load.pull(3));
        for (RegistryLoad load : both) {
            load.push(1, 10 * MIB);
        }
        part("32 clients pull one layer of 10 MiB", both, rounds, load -> load.clients(32));
        part("2,000 manifests by 8 clients", both, rounds, load -> load.manifests(2000, 8));
        for (RegistryLoad load : both) {
            load.threads.shutdown();
            load.client.close();
        }
    }

    private static void part(String title, RegistryLoad[] both, int rounds, Part part) throws Exception {
        double[][] times = new double[2][rounds];
        for (int warmUp = 0; warmUp < 2; warmUp++) {
            part.run(both[warmUp]);
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < 2; i++) {
                times[i][round] = part.run(both[i]);
            }
        }
        Arrays.sort(times[0]);
        Arrays.sort(times[1]);
        double first = times[0][rounds / 2];
        double second = times[1][rounds / 2];
        System.out.printf("  %-44s %14.1f %14.1f %8.2f%n", title, first, second, second / first);
    }

    private static double time(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private String base() {
        return url + "/v2/bench/r" + repository;
    }

    private double push(int count, int size) throws Exception {
        repository++;
        List<Blob> blobs = new ArrayList<>();
        byte[] content = new byte[size];
        random.nextBytes(content);
        for (int i = 0; i < count; i++) {
            byte[] mine = count == 1 ? content : content.clone();
            ByteBuffer.wrap(mine).putInt(i);
            blobs.add(new Blob(mine, digest(mine)));
        }
        digests.clear();
        blobs.forEach(blob -> digests.add(blob.digest()));
        byte[] config = "{}".getBytes(StandardCharsets.UTF_8);
        byte[] manifest = manifest(digest(config), size).getBytes(StandardCharsets.UTF_8);
        return time(() -> {
            upload(new Blob(config, digest(config)));
            all(3, blobs.stream().map(blob -> (Callable<Void>) () -> upload(blob)).toList());
            put(manifest);
        });
    }

    private String manifest(String config, int size) {
        StringBuilder layers = new StringBuilder();
        for (String digest : digests) {
            layers.append(layers.isEmpty() ? "" : ",")
                    .append("{\"mediaType\":\"" + LAYER + "\",\"digest\":\"" + digest + "\",\"size\":" + size + "}");
        }
        return "{\"schemaVersion\":2,\"mediaType\":\"" + MANIFEST
                + "\",\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"" + config
                + "\",\"size\":2},\"layers\":[" + layers + "]}";
    }

    private double again() throws Exception {
        byte[] manifest = get(base() + "/manifests/latest");
        return time(() -> {
            all(3, digests.stream().map(digest -> (Callable<Void>) () -> head(digest)).toList());
            put(manifest);
        });
    }

    private double pull(int parallel) throws Exception {
        return time(() -> {
            get(base() + "/manifests/latest");
            all(parallel, digests.stream().map(digest -> (Callable<Void>) () -> download(digest)).toList());
        });
    }

    private double clients(int count) throws Exception {
        List<Callable<Void>> works = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            works.add(() -> {
                get(base() + "/manifests/latest");
                return download(digests.getFirst());
            });
        }
        return time(() -> all(count, works));
    }

    private double manifests(int count, int parallel) throws Exception {
        List<Callable<Void>> works = new ArrayList<>();
        for (int i = 0; i < parallel; i++) {
            works.add(() -> {
                for (int j = 0; j < count / parallel; j++) {
                    get(base() + "/manifests/latest");
                }
                return null;
            });
        }
        return time(() -> all(parallel, works));
    }

    private void all(int parallel, List<Callable<Void>> works) throws Exception {
        ArrayList<Callable<Void>> left = new ArrayList<>(works);
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < parallel; i++) {
            futures.add(threads.submit(() -> {
                while (true) {
                    Callable<Void> next;
                    synchronized (left) {
                        if (left.isEmpty()) {
                            return null;
                        }
                        next = left.removeLast();
                    }
                    next.call();
                }
            }));
        }
        for (Future<?> future : futures) {
            future.get();
        }
    }

    private Void upload(Blob blob) throws IOException, InterruptedException {
        HttpResponse<Void> begun = client.send(
                request(base() + "/blobs/uploads/").POST(BodyPublishers.noBody()).build(), BodyHandlers.discarding());
        String location = begun.headers().firstValue("Location").orElseThrow();
        String target = location.startsWith("http") ? location : url + location;
        String query = target + (target.contains("?") ? "&" : "?") + "digest=" + blob.digest();
        expect(201, client.send(
                request(query)
                        .header("Content-Type", "application/octet-stream")
                        .PUT(BodyPublishers.ofByteArray(blob.bytes()))
                        .build(),
                BodyHandlers.ofString()));
        return null;
    }

    private void put(byte[] manifest) throws IOException, InterruptedException {
        expect(201, client.send(
                request(base() + "/manifests/latest")
                        .header("Content-Type", MANIFEST)
                        .PUT(BodyPublishers.ofByteArray(manifest))
                        .build(),
                BodyHandlers.ofString()));
    }

    private Void head(String digest) throws IOException, InterruptedException {
        expect(200, client.send(
                request(base() + "/blobs/" + digest).method("HEAD", BodyPublishers.noBody()).build(),
                BodyHandlers.ofString()));
        return null;
    }

    private byte[] get(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                client.send(request(path).header("Accept", MANIFEST).build(), BodyHandlers.ofByteArray());
        expect(200, answer);
        return answer.body();
    }

    private Void download(String digest) throws IOException, InterruptedException {
        HttpResponse<Void> answer = client.send(
                request(base() + "/blobs/" + digest).build(), BodyHandlers.discarding());
        expect(200, answer);
        return null;
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(path));
    }

    private static void expect(int status, HttpResponse<?> answer) {
        if (answer.statusCode() != status) {
            throw new UncheckedIOException(
                    new IOException(answer.uri() + " answered " + answer.statusCode() + ": " + answer.body()));
        }
    }

    private static String digest(byte[] content) throws Exception {
        return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
