package io.wasmrunner.registry.server.metadata;

import io.wasmrunner.registry.database.Database;
import io.wasmrunner.registry.reference.RepositoryName;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The database of a registry server. */
public final class Metadata implements AutoCloseable {
    static final String REPOSITORY = "(SELECT id FROM repository WHERE name = ?)";

    private final Database database;
    private final Statements statements = new Statements();
    private final BlobLinks blobs;
    private final Manifests manifests;
    private final Tags tags;
    private final Sweep sweep;
    private final Outbox outbox;

    private Metadata(Database database) {
        this.database = database;
        this.blobs = new BlobLinks(database, statements);
        this.manifests = new Manifests(database, statements);
        this.tags = new Tags(database, statements);
        this.sweep = new Sweep(database, statements);
        this.outbox = new Outbox(database, statements);
    }

    public static Metadata open(Path file) throws IOException {
        return new Metadata(Database.open(file, Schema.MIGRATIONS));
    }

    public BlobLinks blobs() {
        return blobs;
    }

    public Manifests manifests() {
        return manifests;
    }

    public Tags tags() {
        return tags;
    }

    public Outbox outbox() {
        return outbox;
    }

    public Sweep sweep() {
        return sweep;
    }

    public boolean knows(RepositoryName repository) {
        return database.read(connection -> {
            try (ResultSet row = statements
                    .of(connection, "SELECT 1 FROM repository WHERE name = ?", repository)
                    .executeQuery()) {
                return row.next();
            }
        });
    }

    /**
     * Names in order.
     *
     * @param after exclusive; empty for the first ones
     */
    public List<String> repositories(String after, int most) {
        return database.read(connection -> {
            List<String> names = new ArrayList<>();
            try (ResultSet rows = statements
                    .of(connection, "SELECT name FROM repository WHERE name > ? ORDER BY name LIMIT ?", after, (long)
                            most)
                    .executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        });
    }

    /** Makes the repository known, unless it is. */
    static void add(Statements statements, Connection connection, RepositoryName repository) throws SQLException {
        statements.update(connection, "INSERT INTO repository (name) VALUES (?) ON CONFLICT DO NOTHING", repository);
    }

    @Override
    public void close() throws IOException {
        database.close();
    }
}
