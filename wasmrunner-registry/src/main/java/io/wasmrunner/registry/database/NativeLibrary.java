package io.wasmrunner.registry.database;

import io.wasmrunner.registry.file.DurableFile;
import io.wasmrunner.registry.file.PrivateFolders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/** SQLite itself, unpacked once: left alone, the driver unpacks it into the temporary folder for each process. */
final class NativeLibrary {
    private static final String PATH = "org.sqlite.lib.path";

    private NativeLibrary() {}

    /** Makes the driver load it from {@code folder}; does nothing where there is none for this machine. */
    static synchronized void unpack(Path folder) throws IOException {
        if (System.getProperty(PATH) != null) {
            return;
        }
        String name = LibraryLoaderUtil.getNativeLibName();
        Path home = folder.resolve("sqlite-" + SQLiteJDBCLoader.getVersion());
        Path library = home.resolve(name);
        if (!Files.exists(library)) {
            String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
            try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
                if (in == null) {
                    return;
                }
                PrivateFolders.make(home);
                Path mine = Files.createTempFile(home, name, ".new");
                Files.write(mine, in.readAllBytes());
                DurableFile.rename(mine, library);
            }
        }
        System.setProperty(PATH, home.toString());
        System.setProperty("org.sqlite.lib.name", name);
    }
}
