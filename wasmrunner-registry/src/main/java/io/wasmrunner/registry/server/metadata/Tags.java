package io.wasmrunner.registry.server.metadata;

import io.wasmrunner.registry.database.Database;
import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.reference.Tag;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/** The tags of all repositories. */
public final class Tags {
    private final Database database;
    private final Statements statements;

    Tags(Database database, Statements statements) {
        this.database = database;
        this.statements = statements;
    }

    /**
     * In the order that distribution-spec asks for ("Listing Tags"): as in a dictionary, without regard to case.
     *
     * @param after exclusive, need not be there; empty for the first ones
     */
    public List<String> list(RepositoryName repository, String after, int most) {
        return database.read(connection -> {
            List<String> names = new ArrayList<>();
            try (ResultSet rows = statements
                    .of(
                            connection,
                            "SELECT name FROM tag WHERE repository = " + Metadata.REPOSITORY
                                    + " AND (name COLLATE NOCASE, name) > (?, ?) ORDER BY name COLLATE NOCASE, name"
                                    + " LIMIT ?",
                            repository,
                            after,
                            after,
                            (long) most)
                    .executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        });
    }

    /** Whether it was there. */
    public boolean delete(RepositoryName repository, Tag tag) {
        return database.write(connection -> statements.update(
                        connection,
                        "DELETE FROM tag WHERE repository = " + Metadata.REPOSITORY + " AND name = ?",
                        repository,
                        tag)
                > 0);
    }
}
