package io.wasmrunner.registry.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.client.ClientOptions;
import io.wasmrunner.registry.client.RegistryClient;
import io.wasmrunner.registry.client.auth.Credentials;
import io.wasmrunner.registry.client.config.ClientConfig;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.image.ImageName;
import io.wasmrunner.registry.image.ImageStore;
import io.wasmrunner.registry.image.StoreCheck;
import io.wasmrunner.registry.reference.Reference;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills whoever works on a store at a random step, again and again: the store stays whole, and what was said to be done is. */
final class KillTest {
    /** The steps of each kind of work, with how often they are reached. */
    private static final Map<String, List<String>> STORE_POINTS = Map.of(
            "add",
            List.of(
                    "blob.write:4",
                    "blob.written:4",
                    "file.synced:6",
                    "file.renamed:6",
                    "file.create:2",
                    "file.written:2",
                    "image.written:1",
                    "name.written:1"),
            "pull",
            List.of(
                    "blob.write:2",
                    "blob.written:2",
                    "file.synced:3",
                    "file.renamed:3",
                    "image.written:1",
                    "name.written:1"),
            "push",
            List.of("none:1"),
            "prune",
            List.of("gc.remove:2"),
            "remove",
            List.of("name.deleted:1", "image.deleted:1"));

    private static final List<String> SERVER_POINTS =
            List.of("blob.write:4", "blob.written:4", "file.synced:4", "file.renamed:4");
    private static final int NAMES = 6;

    @TempDir
    private Path folder;

    private final Random random = new Random(4);
    private final Map<String, String> acknowledged = new TreeMap<>();
    private int killed;

    @Test
    @Tag("attack-48")
    void a_store_is_whole_after_every_kill() throws Exception {
        rounds(12);
    }

    @Test
    @Tag("attack-48")
    @Tag("stress")
    void a_store_is_whole_after_500_kills() throws Exception {
        rounds(500);
    }

    private void rounds(int rounds) throws Exception {
        Path server = folder.resolve("server");
        Process serving = Worker.start(ServerWorker.class, "", server.toString(), "0");
        int port = Integer.parseInt(line(serving));
        try {
            for (int round = 0; round < rounds; round++) {
                if (round % 10 == 9) {
                    killServer(server, port, serving);
                    serving = Worker.start(ServerWorker.class, "", server.toString(), Integer.toString(port));
                    assertEquals(Integer.toString(port), line(serving));
                } else {
                    oneStep(port);
                }
                check(port, round);
            }
        } finally {
            end(serving);
        }
        assertTrue(killed >= rounds / 4, killed + " of " + rounds + " were killed");
    }

    private static String line(Process process) throws IOException {
        BufferedReader reader = process.inputReader();
        return Optional.ofNullable(reader.readLine()).orElse("");
    }

    private static void end(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    }

    private String name(int port) {
        return "127.0.0.1:" + port + "/kill/image:" + random.nextInt(NAMES);
    }

    private String failPoint(List<String> points) {
        String[] point = points.get(random.nextInt(points.size())).split(":", 2);
        return point[0] + ":" + (1 + random.nextInt(Integer.parseInt(point[1])));
    }

    /** One process that adds, removes, prunes, pulls or pushes, and is mostly killed at it. */
    private void oneStep(int port) throws Exception {
        String name = name(port);
        boolean here = acknowledged.containsKey(name);
        boolean there = acknowledged.containsKey("pushed " + name);
        int dice = random.nextInt(10);
        List<String> words = dice < 4 || !here
                ? (dice < 8 || !there
                        ? List.of("add", Integer.toString(random.nextInt(1000)), name)
                        : List.of("pull", name))
                : dice < 6 ? List.of("push", name) : dice < 8 ? List.of("prune", name) : List.of("remove", name);
        String[] arguments = new String[words.size() + 1];
        arguments[0] = folder.resolve("content").toString();
        for (int i = 0; i < words.size(); i++) {
            arguments[i + 1] = words.get(i);
        }
        Process worker = Worker.start(StoreWorker.class, failPoint(STORE_POINTS.get(words.getFirst())), arguments);
        String said = line(worker);
        assertTrue(worker.waitFor(1, TimeUnit.MINUTES));
        boolean done = said.startsWith("done");
        assertTrue(done || worker.exitValue() == 137, words + ": " + worker.exitValue() + " " + said);
        killed += done ? 0 : 1;
        String result = done ? said.substring("done ".length()) : "";
        switch (words.getFirst()) {
            case "add", "pull" -> note(name, done, result);
            case "push" -> note("pushed " + name, done, result);
            case "remove" -> forget(name);
            default -> {}
        }
    }

    /** Done, it must stay so; killed, either it was done or not. */
    private void note(String name, boolean done, String digest) {
        if (done) {
            acknowledged.put(name, digest);
        } else {
            acknowledged.remove(name);
        }
    }

    private void forget(String name) {
        acknowledged.remove(name);
    }

    /** The server dies at a step of a push. */
    private void killServer(Path root, int port, Process serving) throws Exception {
        end(serving);
        Process dying =
                Worker.start(ServerWorker.class, failPoint(SERVER_POINTS), root.toString(), Integer.toString(port));
        assertEquals(Integer.toString(port), line(dying));
        String name = name(port);
        if (acknowledged.containsKey(name)) {
            Process worker = Worker.start(
                    StoreWorker.class, "", folder.resolve("content").toString(), "push", name);
            CompletableFuture<Void> _ = dying.onExit().thenRun(worker::destroyForcibly);
            String said = line(worker);
            assertTrue(worker.waitFor(1, TimeUnit.MINUTES));
            boolean done = said.startsWith("done");
            killed += done ? 0 : 1;
            note("pushed " + name, done, done ? said.substring("done ".length()) : "");
        }
        end(dying);
    }

    private void check(int port, int round) throws IOException {
        List<String> problems;
        List<String> lost = new ArrayList<>();
        try (ImageStore store = new ImageStore(folder.resolve("content"), lost::add)) {
            problems = new StoreCheck(store).verify();
            for (Map.Entry<String, String> known : acknowledged.entrySet()) {
                if (!known.getKey().startsWith("pushed ")) {
                    String there = store.named(Reference.parse(known.getKey()))
                            .map(ImageName::image)
                            .map(Digest::toString)
                            .orElse("nothing");
                    if (!there.equals(known.getValue())) {
                        lost.add(known.getKey() + " was " + known.getValue() + " and is " + there);
                    }
                }
            }
        }
        try (RegistryClient client =
                new RegistryClient(ClientConfig.DEFAULT, Credentials.NONE, ClientOptions.of("test"))) {
            for (Map.Entry<String, String> known : acknowledged.entrySet()) {
                if (known.getKey().startsWith("pushed ")) {
                    checkPushed(
                            client,
                            Reference.parse(known.getKey().substring("pushed ".length())),
                            known.getValue(),
                            lost);
                }
            }
        }
        assertEquals(List.of(), problems, "round " + round + " on port " + port);
        assertEquals(List.of(), lost, "round " + round);
    }

    private static void checkPushed(RegistryClient client, Reference name, String digest, List<String> lost) {
        Document document = client.manifest(name);
        if (!document.digest().toString().equals(digest)) {
            lost.add(name + " was pushed as " + digest + " and is " + document.digest());
        }
        // Its bytes are checked against their digests.
        ((Manifest) document).blobs().forEach(blob -> client.blob(blob, name, 1 << 20));
    }
}
