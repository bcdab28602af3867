package io.wasmrunner.registry.client;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.auth.Authorizer;
import io.wasmrunner.registry.client.auth.Scope;
import io.wasmrunner.registry.client.config.HostConfig;
import io.wasmrunner.registry.client.http.Answer;
import io.wasmrunner.registry.client.http.Call;
import io.wasmrunner.registry.client.http.MalformedAnswerException;
import io.wasmrunner.registry.client.http.Origin;
import io.wasmrunner.registry.client.http.Plain;
import io.wasmrunner.registry.reference.Reference;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One registry: where it is, how it wants to be told who asks, and where it sends on to. What is sent on to another host
 * goes there without authorization.
 */
final class RegistryHost {
    private static final String HUB_HOST = "registry-1.docker.io";
    private static final int MOST_REDIRECTS = 5;
    private static final int MOST_CHALLENGES = 3;

    private final String name;
    private final HostConfig config;
    private final Retries retries;
    private final Authorizer authorizer;
    private @Nullable Origin origin;

    RegistryHost(String name, HostConfig config, Retries retries, Authorizer authorizer) {
        this.name = name;
        this.config = config;
        this.retries = retries;
        this.authorizer = authorizer;
    }

    String name() {
        return name;
    }

    Retries retries() {
        return retries;
    }

    /** Where a registry of that name is spoken to. */
    static String address(String name) {
        return name.equals(Reference.DOCKER_HUB) ? HUB_HOST : name;
    }

    /** @param path from {@code /v2/} on, with the query */
    URI uri(String path, String what) {
        return URI.create(origin(what) + path);
    }

    /** Sends a request that may be sent twice, again where that may help. */
    Answer call(Call call, Scope scope, String what) {
        return follow(call, scope, what, false);
    }

    /** Sends a request at most once, but for a challenge. */
    Answer callOnce(Call call, Scope scope, String what) {
        return follow(call, scope, what, true);
    }

    private Answer follow(Call first, Scope scope, String what, boolean once) {
        Origin home = origin(what);
        Call call = first;
        boolean away = false;
        for (int hops = 0; ; hops++) {
            Origin there = Origin.of(call.uri());
            away = away || !there.equals(home);
            Answer answer;
            try {
                answer = away ? send(call, once) : authorized(call, scope, once);
            } catch (IOException e) {
                throw Failures.of(e, what, there.authority());
            }
            Optional<URI> next = redirect(answer, call);
            if (next.isEmpty()) {
                if (answer.status() == 401 && !away) {
                    try (answer) {
                        throw authorizer.refused(what, Failures.reasons(answer));
                    }
                }
                return answer;
            }
            answer.close();
            if (hops == MOST_REDIRECTS) {
                throw new RegistryException(
                        RegistryError.INVALID,
                        what + ": " + name + " redirects more than " + MOST_REDIRECTS + " times, at last to "
                                + Plain.text(next.get().toString()));
            }
            if (there.secure() && !Origin.of(next.get()).secure() && !config.insecure()) {
                throw new RegistryException(
                        RegistryError.INVALID,
                        what + ": " + there + " redirects to " + Origin.of(next.get()) + ", which is not encrypted");
            }
            call = call.to(next.get());
        }
    }

    private Answer send(Call call, boolean once) throws IOException {
        return once ? retries.once(call) : retries.send(call);
    }

    private Answer authorized(Call call, Scope scope, boolean once) throws IOException {
        for (int i = 1; ; i++) {
            String header = authorizer.header(Origin.of(call.uri()), scope).orElse(null);
            Answer answer = send(header == null ? call : call.with("authorization", header), once);
            if (answer.status() != 401) {
                authorizer.accepted(scope);
                return answer;
            }
            if (i == MOST_CHALLENGES || !authorizer.challenged(answer, header, scope)) {
                return answer;
            }
            answer.close();
        }
    }

    private Optional<URI> redirect(Answer answer, Call call) {
        boolean reading = call.method().equals("GET") || call.method().equals("HEAD");
        boolean redirect = switch (answer.status()) {
            case 301, 302, 303 -> reading;
            case 307, 308 -> true;
            default -> false;
        };
        return redirect ? location(answer) : Optional.empty();
    }

    /** Where an answer points to. A registry behind something that does TLS for it may say http by mistake. */
    Optional<URI> location(Answer answer) {
        Optional<String> header = answer.headers().first("location");
        if (header.isEmpty()) {
            return Optional.empty();
        }
        URI location;
        try {
            location = answer.uri().resolve(new URI(header.get()));
        } catch (URISyntaxException e) {
            throw new RegistryException(
                    RegistryError.INVALID,
                    "cannot go on with " + name + ": it points to " + Plain.text(header.get())
                            + ", which is no address",
                    e);
        }
        Origin there = Origin.of(location);
        Origin here = Origin.of(answer.uri());
        boolean behindTls = here.secure() && !there.secure() && there.host().equals(here.host()) && there.port() == 80;
        if (!behindTls) {
            return Optional.of(location);
        }
        String query = location.getRawQuery();
        return Optional.of(URI.create(here + location.getRawPath() + (query == null ? "" : "?" + query)));
    }

    /** Where it is: over TLS, unless it is this machine or said to be insecure, and speaks plain HTTP. */
    synchronized Origin origin(String what) {
        Origin known = origin;
        if (known == null) {
            Origin secure = Origin.of(true, address(name));
            known = (config.insecure() || secure.isLoopback()) && speaksPlain(what) ? plain() : secure;
            origin = known;
        }
        return known;
    }

    private Origin plain() {
        return Origin.of(false, address(name));
    }

    /** What speaks TLS answers a plain request with 400, or with something that is not HTTP. */
    private boolean speaksPlain(String what) {
        try (Answer answer = retries.once(Call.get(URI.create(plain() + "/v2/")))) {
            if (answer.status() == 401) {
                authorizer.challenged(answer, null, Scope.NONE);
            }
            return answer.status() != 400;
        } catch (MalformedAnswerException _) {
            return false;
        } catch (java.net.ConnectException | java.net.UnknownHostException e) {
            throw Failures.of(e, what, name);
        } catch (IOException _) {
            return false;
        }
    }
}
