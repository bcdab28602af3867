package io.wasmrunner.registry.server.metadata;

import io.wasmrunner.registry.database.Database;
import java.sql.ResultSet;
import java.util.Optional;

/** Messages that wait for somebody to take them; they wait through the end of the server. */
public final class Outbox {
    /** For each receiver; when it takes none for long, the oldest are given up. */
    private static final long MOST = 10_000;

    private final Database database;
    private final Statements statements;

    Outbox(Database database, Statements statements) {
        this.database = database;
        this.statements = statements;
    }

    /**
     * A message that waits.
     *
     * @param attempts how often it was tried in vain
     * @param due milliseconds since 1970: not to be tried before
     */
    public record Waiting(long id, String body, long attempts, long due) {}

    public void add(String receiver, String body) {
        database.write(connection -> {
            statements.update(
                    connection,
                    "INSERT INTO outbox (receiver, body, attempts, due) VALUES (?, ?, 0, 0)",
                    receiver,
                    body);
            return statements.update(
                    connection,
                    "DELETE FROM outbox WHERE receiver = ?1 AND id <= (SELECT MAX(id) FROM outbox WHERE receiver = ?1)"
                            + " - ?2",
                    receiver,
                    MOST);
        });
    }

    /** The one that waits longest, due or not: they go in their order. */
    public Optional<Waiting> first(String receiver) {
        return database.read(connection -> {
            try (ResultSet row = statements
                    .of(
                            connection,
                            "SELECT id, body, attempts, due FROM outbox WHERE receiver = ? ORDER BY id LIMIT 1",
                            receiver)
                    .executeQuery()) {
                return row.next()
                        ? Optional.of(new Waiting(row.getLong(1), row.getString(2), row.getLong(3), row.getLong(4)))
                        : Optional.empty();
            }
        });
    }

    public void taken(Waiting message) {
        database.write(connection -> statements.update(connection, "DELETE FROM outbox WHERE id = ?", message.id()));
    }

    /** @param due milliseconds since 1970 */
    public void later(Waiting message, long due) {
        database.write(connection -> statements.update(
                connection, "UPDATE outbox SET attempts = attempts + 1, due = ? WHERE id = ?", due, message.id()));
    }
}
