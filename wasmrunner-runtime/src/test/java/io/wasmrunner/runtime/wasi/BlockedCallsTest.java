package io.wasmrunner.runtime.wasi;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wasmrunner.sandbox.io.GuestInterruptedException;
import io.wasmrunner.sandbox.io.HostStream;
import io.wasmrunner.sandbox.io.Listener;
import io.wasmrunner.sandbox.io.Poller;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A guest that waits for ever in a host call, and is interrupted there. */
final class BlockedCallsTest {
    private static final Set<String> WAITING = Set.of("read", "accept", "poll");

    private final CountDownLatch waiting = new CountDownLatch(1);

    /** Something of the host whose waiting operations never end. */
    private <T> T never(Class<T> type) {
        Object stuck =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (WAITING.contains(method.getName())) {
                        waiting.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            throw new GuestInterruptedException();
                        }
                    }
                    return null;
                });
        return type.cast(stuck);
    }

    private void assertEnds(String function, long... arguments) throws InterruptedException {
        MemoryStream output = MemoryStream.pipe("");
        try (Wasi wasi = new Wasi(WasiConfig.builder(never(HostStream.class), output, output, never(Poller.class))
                .listener(never(Listener.class))
                .build())) {
            ByteMemory memory = new ByteMemory(4096);
            memory.putInt(64, 512);
            memory.putInt(68, 16);
            // A subscription to the realtime clock.
            memory.putLong(1024 + 24, 3_155_760_000_000_000_000L);
            FutureTask<Long> task = new FutureTask<>(() -> wasi.find("wasi_snapshot_preview1", function)
                    .orElseThrow()
                    .body()
                    .call(memory, arguments));
            Thread guest = new Thread(task);
            guest.start();
            waiting.await();
            guest.interrupt();

            ExecutionException e = assertThrows(ExecutionException.class, task::get);
            assertInstanceOf(GuestInterruptedException.class, e.getCause());
        }
    }

    @Tag("attack-33")
    @Test
    void a_read_of_stdin_ends() throws InterruptedException {
        assertEnds("fd_read", 0, 64, 1, 16);
    }

    @Tag("attack-33")
    @Test
    void an_accept_ends() throws InterruptedException {
        assertEnds("sock_accept", 3, 0, 16);
    }

    @Tag("attack-33")
    @Test
    void a_sleep_of_a_hundred_years_ends() throws InterruptedException {
        assertEnds("poll_oneoff", 1024, 2048, 1, 16);
    }
}
