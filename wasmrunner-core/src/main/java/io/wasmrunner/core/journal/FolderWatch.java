package io.wasmrunner.core.journal;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for something to change in folders, for whoever follows files that others write. To miss nothing, open it first, then
 * look, then wait.
 */
public final class FolderWatch implements AutoCloseable {
    /**
     * Milliseconds after which it is time to look in any case: a process that is killed changes no file, and the kernel does
     * not tell of what others do to folders on a network.
     */
    private static final long LONGEST = 500;

    /** The same where the kernel tells of nothing, as when a user has all the watches that it grants one (inotify(7)). */
    private static final long UNTOLD = 100;

    private final @Nullable WatchService service;
    private final CountDownLatch closed = new CountDownLatch(1);

    private FolderWatch(@Nullable WatchService service) {
        this.service = service;
    }

    /** Watches those folders, and nothing beneath them; one that is not there is not waited for. */
    public static FolderWatch of(Path... folders) {
        WatchService service;
        try {
            service = folders[0].getFileSystem().newWatchService();
        } catch (IOException e) {
            return new FolderWatch(null);
        }
        try {
            for (Path folder : folders) {
                folder.register(
                        service,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY,
                        StandardWatchEventKinds.ENTRY_DELETE);
            }
            return new FolderWatch(service);
        } catch (IOException e) {
            FolderWatch none = new FolderWatch(service);
            none.close();
            return new FolderWatch(null);
        }
    }

    /** Waits until something has changed since this was opened or last waited; at most half a second. */
    public void await() throws InterruptedException {
        await(LONGEST);
    }

    /** The same; at most so many milliseconds, and never longer than half a second. */
    public void await(long milliseconds) throws InterruptedException {
        long most = Math.clamp(milliseconds, 0, LONGEST);
        if (service == null) {
            boolean _ = closed.await(Math.min(most, UNTOLD), TimeUnit.MILLISECONDS);
            return;
        }
        try {
            for (WatchKey key = service.poll(most, TimeUnit.MILLISECONDS); key != null; key = service.poll()) {
                key.pollEvents();
                key.reset();
            }
        } catch (ClosedWatchServiceException e) {
            // Whoever waits waits no longer.
        }
    }

    /** Ends the watch, and with it the wait of whoever waits. */
    @Override
    public void close() {
        closed.countDown();
        try {
            if (service != null) {
                service.close();
            }
        } catch (IOException e) {
            // It watches nothing more either way.
        }
    }
}
