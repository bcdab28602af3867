package io.wasmrunner.registry.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A registry with one small image that speaks TLS. */
final class SecureServer implements AutoCloseable {
    static final String PASSWORD = "changeit";

    private static final byte[] CONFIG = "{}".getBytes(StandardCharsets.UTF_8);
    private static final Manifest MANIFEST =
            Manifest.of(Descriptor.of(MediaTypes.WASM_CONFIG, CONFIG), List.of(), Map.of());

    private final HttpsServer server;
    private final Set<Digest> received = ConcurrentHashMap.newKeySet();
    private volatile boolean asked;
    private volatile @Nullable String redirect;
    private volatile @Nullable String challenge;

    SecureServer(Path keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", this::handle);
        server.start();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    boolean isAsked() {
        return asked;
    }

    boolean received(byte[] blob) {
        return received.contains(Digest.of(blob));
    }

    void redirectTo(String location) {
        redirect = location;
    }

    void challengeWith(String header) {
        challenge = header;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked = true;
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            String method = exchange.getRequestMethod();
            if (redirect != null) {
                exchange.getResponseHeaders().set("Location", redirect);
                FakeRegistry.answer(exchange, 307, "", new byte[0]);
            } else if (challenge != null) {
                exchange.getResponseHeaders().set("Www-Authenticate", challenge);
                FakeRegistry.answer(exchange, 401, "", new byte[0]);
            } else if (method.equals("POST")) {
                exchange.getResponseHeaders().set("Location", path + "1");
                FakeRegistry.answer(exchange, 202, "", new byte[0]);
            } else if (method.equals("PUT")) {
                received.add(Digest.of(body));
                FakeRegistry.answer(exchange, 201, "", new byte[0]);
            } else if (path.contains("/manifests/")) {
                FakeRegistry.answer(exchange, 200, MediaTypes.OCI_MANIFEST, MANIFEST.bytes());
            } else if (method.equals("GET")) {
                FakeRegistry.answer(exchange, 200, "", CONFIG);
            } else {
                FakeRegistry.answer(exchange, 404, "", new byte[0]);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
