package io.wasmrunner.registry.server.http;

import io.helidon.http.Status;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.reference.Tag;
import io.wasmrunner.registry.server.metadata.Quota;
import io.wasmrunner.registry.server.upstream.Cached;
import io.wasmrunner.registry.server.upstream.Upstreams;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.OptionalLong;

/** Repositories that are filled from another registry, and what goes wrong with that as the API says it. */
final class Filled {
    private static final System.Logger LOG = System.getLogger(Filled.class.getName());

    private final Upstreams upstreams;
    private final Rules rules;

    Filled(Upstreams upstreams, Rules rules) {
        this.upstreams = upstreams;
        this.rules = rules;
    }

    boolean is(RepositoryName repository) {
        return upstreams.serve(repository);
    }

    /** @throws ApiException when nobody pushes there */
    void refusePush(RepositoryName repository) {
        if (is(repository)) {
            throw new ApiException(
                    ErrorCode.DENIED,
                    "cannot push to " + repository
                            + ": it is filled from another registry; push there, or to another repository");
        }
    }

    Optional<Cached> manifest(RepositoryName repository, String reference) throws IOException {
        try {
            if (reference.indexOf(':') >= 0) {
                return upstreams.manifest(repository, Exchange.digestOf(reference));
            }
            return Tag.isTag(reference)
                    ? upstreams.manifest(repository, new Tag(reference), rules.fixed(repository))
                    : Optional.empty();
        } catch (RegistryException e) {
            refuse(e);
            return Optional.empty();
        }
    }

    OptionalLong blobSize(RepositoryName repository, Digest digest) {
        try {
            return upstreams.blobSize(repository, digest);
        } catch (RegistryException e) {
            refuse(e);
            return OptionalLong.empty();
        }
    }

    boolean fetch(RepositoryName repository, Digest digest) throws IOException {
        try {
            return upstreams.fetch(repository, digest, rules.quotas(repository));
        } catch (Quota e) {
            throw new ApiException(ErrorCode.DENIED, String.valueOf(e.getMessage()));
        } catch (RegistryException e) {
            refuse(e);
            return false;
        }
    }

    /** What is not there, and what the upstream does not give, is not here either; where it is, is for the log alone. */
    private static void refuse(RegistryException e) {
        switch (e.error()) {
            case NOT_FOUND -> LOG.log(Level.DEBUG, e.getMessage());
            case DENIED -> LOG.log(Level.WARNING, e.getMessage());
            case UNREACHABLE, INVALID -> {
                LOG.log(Level.WARNING, e.getMessage());
                String why = e.error() == RegistryError.INVALID
                        ? "cannot use what the registry sent that fills this repository"
                        : "cannot reach the registry that fills this repository; try again later";
                throw ApiException.of(ErrorCode.UNKNOWN, Status.BAD_GATEWAY_502, why);
            }
            case USAGE, CONFLICT, HOST -> throw e;
        }
    }
}
