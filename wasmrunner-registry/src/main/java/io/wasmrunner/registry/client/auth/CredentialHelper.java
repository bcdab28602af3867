package io.wasmrunner.registry.client.auth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.http.Plain;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program {@code docker-credential-<name>} that keeps credentials (docker-credential-helpers' protocol): what it is told
 * goes over its standard input, never as an argument.
 */
final class CredentialHelper {
    private static final int LARGEST = 1 << 20;
    private static final String TOKEN_USER = "<token>";

    private final String program;
    private final Duration within;

    CredentialHelper(String name, Duration within) {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*")) {
            throw new RegistryException(
                    RegistryError.USAGE, "cannot use the credential helper " + Plain.text(name) + ": that is no name");
        }
        this.program = "docker-credential-" + name;
        this.within = within;
    }

    /** One that is not looked for in PATH. */
    CredentialHelper(Path program, Duration within) {
        this.program = program.toString();
        this.within = within;
    }

    Credential get(String server) {
        Said said = run("get", server.getBytes(StandardCharsets.UTF_8));
        if (said.code != 0) {
            if (said.out.toLowerCase(Locale.ROOT).contains("credentials not found")) {
                return Credential.ANONYMOUS;
            }
            throw failed("get", "it exits with " + said.code);
        }
        Fields fields = new Fields(
                Json.object(said.out.getBytes(StandardCharsets.UTF_8), "the answer of " + program),
                "the answer of " + program);
        String user = fields.text("Username");
        String secret = fields.text("Secret");
        if (secret.isEmpty()) {
            return Credential.ANONYMOUS;
        }
        return user.equals(TOKEN_USER) ? new Credential.IdentityToken(secret) : new Credential.Password(user, secret);
    }

    void store(String server, Credential.Password password) {
        ObjectNode node = Json.object();
        node.put("ServerURL", server);
        node.put("Username", password.user());
        node.put("Secret", password.secret());
        check("store", run("store", Json.bytes(node)));
    }

    void erase(String server) {
        check("erase", run("erase", server.getBytes(StandardCharsets.UTF_8)));
    }

    private void check(String action, Said said) {
        if (said.code != 0) {
            throw failed(action, "it exits with " + said.code);
        }
    }

    private record Said(int code, String out) {}

    private Said run(String action, byte[] input) {
        Process process;
        try {
            process = new ProcessBuilder(program, action)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw failed(action, "it does not start; is it in PATH?");
        }
        try {
            CompletableFuture<String> out =
                    CompletableFuture.supplyAsync(() -> read(process), Thread::startVirtualThread);
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input);
            } catch (IOException _) {
                // It may end without reading; what it answers tells.
            }
            if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed(action, "it does not end within " + within.toSeconds() + " s");
            }
            return new Said(process.exitValue(), out.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(action, "interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Process process) {
        try (InputStream in = process.getInputStream()) {
            return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
        } catch (IOException _) {
            return "";
        }
    }

    private RegistryException failed(String action, String why) {
        return new RegistryException(
                RegistryError.HOST, "cannot ask the credential helper " + program + " to " + action + ": " + why);
    }
}
