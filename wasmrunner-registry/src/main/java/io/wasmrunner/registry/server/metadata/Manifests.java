package io.wasmrunner.registry.server.metadata;

import io.wasmrunner.registry.database.Database;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.reference.Tag;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The manifests of all repositories, with what they name. */
public final class Manifests {
    private final Database database;
    private final Statements statements;

    Manifests(Database database, Statements statements) {
        this.database = database;
        this.statements = statements;
    }

    public Optional<StoredManifest> find(RepositoryName repository, Tag tag) {
        return one(
                "SELECT m.digest, m.media_type FROM tag t JOIN manifest m ON m.repository = t.repository"
                        + " AND m.digest = t.manifest WHERE t.repository = " + Metadata.REPOSITORY + " AND t.name = ?",
                repository,
                tag);
    }

    public Optional<StoredManifest> find(RepositoryName repository, Digest digest) {
        return one(
                "SELECT digest, media_type FROM manifest WHERE repository = " + Metadata.REPOSITORY + " AND digest = ?",
                repository,
                digest);
    }

    private Optional<StoredManifest> one(String sql, RepositoryName repository, Object reference) {
        return database.read(connection -> {
            try (ResultSet row =
                    statements.of(connection, sql, repository, reference).executeQuery()) {
                return row.next()
                        ? Optional.of(new StoredManifest(Digest.parse(row.getString(1)), row.getString(2)))
                        : Optional.empty();
            }
        });
    }

    /**
     * Stores it with its tags, or nothing when something that it names is not in the repository.
     *
     * @param fixed tags that do not move
     */
    public PutResult put(RepositoryName repository, NewManifest manifest, Predicate<Tag> fixed) {
        try {
            return database.write(connection -> {
                PutResult result = relyOn(connection, repository, manifest);
                Optional<Tag> held = moved(connection, repository, manifest, fixed);
                if (held.isPresent()) {
                    throw new Refused(new PutResult.Fixed(held.get()));
                }
                if (!(result instanceof PutResult.Stored)) {
                    throw new Refused(result);
                }
                insert(connection, repository, manifest, null);
                return result;
            });
        } catch (Refused e) {
            return e.result;
        }
    }

    /**
     * Stores what an upstream has, with its tags. What it names may be missing.
     *
     * @param checked when the upstream said so, in milliseconds since 1970
     */
    public void cache(RepositoryName repository, NewManifest manifest, long checked) {
        database.write(connection -> {
            Metadata.add(statements, connection, repository);
            insert(connection, repository, manifest, checked);
            return true;
        });
    }

    /** A tag that would move and may not. */
    private Optional<Tag> moved(
            Connection connection, RepositoryName repository, NewManifest manifest, Predicate<Tag> fixed)
            throws SQLException {
        for (Tag tag : manifest.tags()) {
            if (fixed.test(tag)) {
                try (ResultSet row = statements
                        .of(
                                connection,
                                "SELECT 1 FROM tag WHERE repository = " + Metadata.REPOSITORY
                                        + " AND name = ? AND manifest <> ?",
                                repository,
                                tag,
                                manifest.digest())
                        .executeQuery()) {
                    if (row.next()) {
                        return Optional.of(tag);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The tags that name the manifest. */
    public List<Tag> tags(RepositoryName repository, Digest digest) {
        return database.read(connection -> {
            List<Tag> tags = new ArrayList<>();
            try (ResultSet rows = statements
                    .of(
                            connection,
                            "SELECT name FROM tag WHERE repository = " + Metadata.REPOSITORY + " AND manifest = ?",
                            repository,
                            digest)
                    .executeQuery()) {
                while (rows.next()) {
                    tags.add(new Tag(rows.getString(1)));
                }
            }
            return tags;
        });
    }

    private PutResult relyOn(Connection connection, RepositoryName repository, NewManifest manifest)
            throws SQLException {
        Metadata.add(statements, connection, repository);
        List<Digest> missing = new ArrayList<>();
        for (Map.Entry<Digest, Long> blob : manifest.blobs().entrySet()) {
            try (ResultSet row = statements
                    .of(
                            connection,
                            "UPDATE blob SET linked = ? WHERE repository = " + Metadata.REPOSITORY
                                    + " AND digest = ? RETURNING size",
                            System.currentTimeMillis(),
                            repository,
                            blob.getKey())
                    .executeQuery()) {
                if (!row.next()) {
                    missing.add(blob.getKey());
                } else if (row.getLong(1) != blob.getValue()) {
                    return new PutResult.WrongSize(blob.getKey(), blob.getValue(), row.getLong(1));
                }
            }
        }
        for (Digest child : manifest.manifests()) {
            try (ResultSet row = statements
                    .of(
                            connection,
                            "SELECT 1 FROM manifest WHERE repository = " + Metadata.REPOSITORY + " AND digest = ?",
                            repository,
                            child)
                    .executeQuery()) {
                if (!row.next()) {
                    missing.add(child);
                }
            }
        }
        return missing.isEmpty() ? new PutResult.Stored() : new PutResult.Missing(missing);
    }

    /** @param checked when an upstream said so; null for what was pushed */
    private void insert(Connection connection, RepositoryName repository, NewManifest manifest, @Nullable Long checked)
            throws SQLException {
        long now = System.currentTimeMillis();
        Digest digest = manifest.digest();
        long size = manifest.document().bytes().length;
        long content =
                manifest.blobs().values().stream().mapToLong(Long::longValue).sum();
        statements.update(
                connection,
                "INSERT INTO manifest (repository, digest, media_type, artifact_type, size, content_size, subject,"
                        + " annotations, pushed, cached) VALUES (" + Metadata.REPOSITORY
                        + ", ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET pushed = excluded.pushed, cached ="
                        + " min(cached, excluded.cached)",
                repository,
                digest,
                manifest.document().mediaType(),
                manifest.document().artifactType(),
                size,
                content,
                manifest.document().subject().map(Descriptor::digest).orElse(null),
                text(manifest.document().annotations()),
                now,
                checked == null ? 0L : 1L);
        for (Digest blob : manifest.blobs().keySet()) {
            part(connection, repository, digest, blob);
        }
        for (Digest child : manifest.manifests()) {
            part(connection, repository, digest, child);
        }
        for (Tag tag : manifest.tags()) {
            statements.update(
                    connection,
                    "INSERT INTO tag (repository, name, manifest, moved, checked) VALUES (" + Metadata.REPOSITORY
                            + ", ?, ?, ?, ?) ON CONFLICT DO UPDATE SET manifest = excluded.manifest, moved ="
                            + " excluded.moved, checked = excluded.checked",
                    repository,
                    tag,
                    digest,
                    now,
                    checked);
        }
    }

    private void part(Connection connection, RepositoryName repository, Digest manifest, Digest digest)
            throws SQLException {
        statements.update(
                connection,
                "INSERT INTO part (repository, manifest, digest) VALUES (" + Metadata.REPOSITORY
                        + ", ?, ?) ON CONFLICT DO NOTHING",
                repository,
                manifest,
                digest);
    }

    /** Removes it and the tags that name it; tells whether it was there. */
    public boolean delete(RepositoryName repository, Digest digest) {
        return database.write(connection -> statements.update(
                        connection,
                        "DELETE FROM manifest WHERE repository = " + Metadata.REPOSITORY + " AND digest = ?",
                        repository,
                        digest)
                > 0);
    }

    /**
     * What says that it is about {@code subject}, in the order of the digests.
     *
     * @param artifactType only those; empty for all
     * @param after exclusive; empty for the first ones
     */
    public List<Descriptor> referrers(
            RepositoryName repository, Digest subject, String artifactType, String after, int most) {
        return database.read(connection -> {
            List<Descriptor> found = new ArrayList<>();
            try (ResultSet rows = statements
                    .of(
                            connection,
                            "SELECT media_type, digest, size, artifact_type, annotations FROM manifest WHERE"
                                    + " repository = "
                                    + Metadata.REPOSITORY
                                    + " AND subject = ? AND digest > ? AND (artifact_type = ? OR ? = '') ORDER BY"
                                    + " digest LIMIT ?",
                            repository,
                            subject,
                            after,
                            artifactType,
                            artifactType,
                            (long) most)
                    .executeQuery()) {
                while (rows.next()) {
                    found.add(new Descriptor(
                            rows.getString(1),
                            Digest.parse(rows.getString(2)),
                            rows.getLong(3),
                            new TreeMap<>(annotations(rows.getString(5))),
                            null,
                            rows.getString(4)));
                }
            }
            return found;
        });
    }

    private static String text(Map<String, String> annotations) {
        var node = Json.object();
        var all = node.putObject("annotations");
        annotations.forEach(all::put);
        return new String(Json.bytes(node), StandardCharsets.UTF_8);
    }

    private static Map<String, String> annotations(String text) {
        String what = "annotations in the registry's database";
        return new Fields(Json.object(text.getBytes(StandardCharsets.UTF_8), what), what).map("annotations");
    }

    /** Undoes what the transaction wrote. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient PutResult result;

        Refused(PutResult result) {
            super(null, null, false, false);
            this.result = result;
        }
    }
}
