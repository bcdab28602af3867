package io.wasmrunner.registry.database;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.file.PrivateFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/** An SQLite file in WAL mode: one writer at a time among all processes, and readers beside it. */
public final class Database implements AutoCloseable {
    private static final int READERS = 2;
    private static final int BUSY_MILLIS = 30_000;

    /** Some statements that belong together. */
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private final Path file;
    private final Connection writer;
    private final Semaphore writing = new Semaphore(1, true);
    private final Semaphore reading = new Semaphore(READERS);
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

    private Database(Path file, Connection writer) {
        this.file = file;
        this.writer = writer;
    }

    /**
     * Opens the file, makes it when it is not there, and brings its tables to the newest version.
     *
     * @param migrations each takes the tables one version on: statements, separated by {@code ;}. Only ever added to.
     * @throws RegistryException {@link RegistryError#HOST} when it cannot be used, {@link RegistryError#INVALID} when it is
     *     no database, or one of a newer version
     */
    public static Database open(Path file, List<String> migrations) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        PrivateFolders.make(folder);
        NativeLibrary.unpack(folder.resolve("lib"));
        try {
            Database database = new Database(file, connect(file));
            boolean ready = false;
            try {
                database.migrate(migrations);
                ready = true;
            } finally {
                if (!ready) {
                    database.close();
                }
            }
            return database;
        } catch (SQLException e) {
            throw failed(file, e);
        }
    }

    private static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        return JDBC.createConnection("jdbc:sqlite:" + file, config.toProperties());
    }

    private void migrate(List<String> migrations) {
        int version = write(connection -> {
            int now = version(connection);
            try (Statement statement = connection.createStatement()) {
                for (int next = now; next < migrations.size(); next++) {
                    for (String sql : migrations.get(next).split(";", -1)) {
                        if (!sql.isBlank()) {
                            statement.execute(sql);
                        }
                    }
                    statement.execute("PRAGMA user_version = " + (next + 1));
                }
            }
            return now;
        });
        if (version > migrations.size()) {
            throw new RegistryException(
                    RegistryError.INVALID,
                    "cannot use " + file + ": a newer wasmrunner wrote it (version " + version + ", this one knows "
                            + migrations.size() + "); use that one");
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    /** Reads, from one point in time when the work says {@code BEGIN} itself. */
    public <T> T read(Work<T> work) {
        try {
            reading.acquire();
            try {
                Connection reader = idle.poll();
                if (reader == null) {
                    reader = connect(file);
                }
                try {
                    return work.run(reader);
                } finally {
                    idle.add(reader);
                }
            } finally {
                reading.release();
            }
        } catch (SQLException e) {
            throw failed(file, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException(RegistryError.HOST, "cannot read " + file + ": interrupted", e);
        }
    }

    /** Writes all of it or, when something is thrown, nothing. What was written stays, also after a power cut. */
    public <T> T write(Work<T> work) {
        return write("FULL", work);
    }

    /**
     * As {@link #write}, without waiting for the disk: it stays when this process dies, and after a power cut when a {@link
     * #write} came behind it. For what is worth nothing without that.
     */
    public <T> T writeSoon(Work<T> work) {
        return write("NORMAL", work);
    }

    private <T> T write(String synchronous, Work<T> work) {
        writing.acquireUninterruptibly();
        try (Statement statement = writer.createStatement()) {
            statement.execute("PRAGMA synchronous = " + synchronous);
            statement.execute("BEGIN IMMEDIATE");
            try {
                T result = work.run(writer);
                statement.execute("COMMIT");
                return result;
            } catch (SQLException | RuntimeException e) {
                undo(statement, e);
                throw e;
            }
        } catch (SQLException e) {
            throw failed(file, e);
        } finally {
            writing.release();
        }
    }

    /** A full disk may have undone it already. */
    private static void undo(Statement statement, Exception why) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    private static RegistryException failed(Path file, SQLException e) {
        String why = String.valueOf(e.getMessage());
        boolean damaged = why.contains("SQLITE_NOTADB") || why.contains("SQLITE_CORRUPT");
        return new RegistryException(
                damaged ? RegistryError.INVALID : RegistryError.HOST, "cannot use " + file + ": " + why, e);
    }

    @Override
    public void close() throws IOException {
        try {
            for (Connection reader : idle) {
                reader.close();
            }
            writer.close();
        } catch (SQLException e) {
            throw failed(file, e);
        }
    }
}
