package io.wasmrunner.runtime.wasi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wasmrunner.sandbox.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every pointer of every function, pointed past the end of the memory. */
final class BadPointersTest {
    /**
     * Good arguments for each function. A pointer is written as p and the bytes it leads to, or pL where the next argument
     * is its length, counted in elements of L bytes each.
     */
    private static final String CALLS = """
        args_get p4 p1
        args_sizes_get p4 p4
        environ_get p4 p1
        environ_sizes_get p4 p4
        clock_res_get 1 p8
        clock_time_get 1 0 p8
        fd_advise 5 0 0 0
        fd_allocate 5 0 1
        fd_close 6
        fd_datasync 5
        fd_fdstat_get 5 p24
        fd_fdstat_set_flags 5 0
        fd_fdstat_set_rights 5 0 0
        fd_filestat_get 5 p64
        fd_filestat_set_size 5 0
        fd_filestat_set_times 5 0 0 0
        fd_pread 5 L8 1 0 p4
        fd_prestat_get 4 p8
        fd_prestat_dir_name 4 L1 9
        fd_pwrite 5 L8 1 0 p4
        fd_read 5 L8 1 p4
        fd_readdir 4 L1 100 0 p4
        fd_renumber 6 5
        fd_seek 5 0 0 p8
        fd_sync 5
        fd_tell 5 p8
        fd_write 5 L8 1 p4
        path_create_directory 4 L1 4
        path_filestat_get 4 0 L1 4 p64
        path_filestat_set_times 4 0 L1 4 0 0 0
        path_link 4 0 L1 4 4 L1 4
        path_open 4 0 L1 4 1 2 0 0 p4
        path_readlink 4 L1 4 L1 9 p4
        path_remove_directory 4 L1 4
        path_rename 4 L1 4 4 L1 4
        path_symlink L1 4 4 L1 4
        path_unlink_file 4 L1 4
        poll_oneoff p48 p32 1 p4
        proc_exit 0
        proc_raise 0
        random_get L1 9
        sched_yield
        sock_accept 3 0 p4
        sock_recv 7 L8 1 0 p4 p2
        sock_send 7 L8 1 0 p4
        sock_shutdown 7 1
        sock_open 1 2 p4
        sock_bind 7 0 80
        sock_listen 7 1
        sock_connect 7 p8 80
        sock_recv_from 7 0 0 0 0 0 0 0
        sock_send_to 7 0 0 0 0 0 0
        sock_getaddrinfo L1 4 L1 1 p28 p4 2 p4
        sock_getpeeraddr 7 p8 p4 p4
        sock_getlocaladdr 7 p8 p4 p4
        sock_getsockopt 7 0 1 p4 p4
        sock_setsockopt 7 0 0 L1 4
        """;

    private static final long LAST = 0xFFFF_FFFFL;

    @TempDir
    Path folder;

    private static Map<String, List<String>> calls() {
        Map<String, List<String>> calls = new TreeMap<>();
        for (String line : CALLS.lines().toList()) {
            List<String> words = List.of(line.split(" "));
            calls.put(words.getFirst(), words.subList(1, words.size()));
        }
        return calls;
    }

    /** The arguments of a call with every pointer good, all at one address that holds zeros. */
    private static long[] good(List<String> words) {
        return words.stream()
                .mapToLong(word -> Character.isDigit(word.charAt(0)) ? Long.parseLong(word) : 4096)
                .toArray();
    }

    /** Every way to spoil one pointer of a call. */
    private static List<long[]> spoilt(List<String> words, long memorySize) {
        List<long[]> spoilt = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith("p") || word.startsWith("L")) {
                long size = Long.parseLong(word.substring(1));
                for (long address : new long[] {memorySize, memorySize - size + 1, LAST, LAST - size + 1, 1L << 31}) {
                    spoilt.add(with(good(words), i, address));
                }
            }
            if (word.startsWith("L")) {
                for (long length : new long[] {memorySize, LAST, 1L << 31, 1L << 29}) {
                    spoilt.add(with(good(words), i + 1, length));
                }
            }
        }
        return spoilt;
    }

    private static long[] with(long[] arguments, int index, long value) {
        arguments[index] = value;
        return arguments;
    }

    /** Descriptors: 3 listener, 4 directory, 5 and 6 files, 7 connection. */
    private Guest guest() {
        Guest guest = new Guest(
                "",
                builder -> builder.listener(new QueueListener(MemoryStream.socket("ab"), MemoryStream.socket("ab")))
                        .directory(Guest.preopened("/data", folder, true))
                        .arguments(List.of("app"))
                        .environment(List.of("A=1")));
        for (int i = 0; i < 2; i++) {
            guest.succeeds(
                    "path_open", 4, 0, guest.put("file"), 4, 1, Rights.FD_READ | Rights.FD_WRITE, 0, 0, Guest.RESULT);
        }
        guest.succeeds("sock_accept", 3, 0, Guest.RESULT);
        assertEquals(7, guest.result());
        return guest;
    }

    @Tag("attack-24")
    @Test
    void the_table_names_every_function() {
        assertEquals(
                Stream.of(WasiFunction.values())
                        .map(WasiFunction::importName)
                        .sorted()
                        .toList(),
                List.copyOf(calls().keySet()));
    }

    @Tag("attack-24")
    @TestFactory
    Stream<DynamicTest> every_pointer_past_the_end_is_a_fault_and_changes_nothing() {
        return calls().entrySet().stream()
                .filter(call -> !spoilt(call.getValue(), 0).isEmpty())
                .map(call ->
                        DynamicTest.dynamicTest(call.getKey(), () -> assertFaults(call.getKey(), call.getValue())));
    }

    private void assertFaults(String function, List<String> words) throws IOException {
        try (Guest guest = guest()) {
            byte[] before = guest.memory.snapshot();
            for (long[] arguments : spoilt(words, guest.memory.size())) {
                assertEquals(Errno.FAULT, guest.fails(function, arguments), () -> Arrays.toString(arguments));
                assertArrayEquals(before, guest.memory.snapshot(), function);
            }
            try (Stream<Path> names = Files.list(folder)) {
                assertEquals(List.of(folder.resolve("file")), names.toList());
            }
            assertEquals(0, Files.size(folder.resolve("file")));
        }
    }

    @Tag("attack-24")
    @Test
    void a_buffer_past_the_end_is_a_fault_as_well() {
        try (Guest guest = guest()) {
            long size = guest.memory.size();
            long[][] buffers = {{size, 1}, {size - 1, 2}, {0, size + 1}, {LAST, 1}, {0, LAST}, {LAST, LAST}};
            for (long[] buffer : buffers) {
                int list = guest.vectors((int) buffer[0], (int) buffer[1]);
                assertEquals(Errno.FAULT, guest.fails("fd_read", 0, list, 1, Guest.RESULT));
                assertEquals(Errno.FAULT, guest.fails("fd_write", 1, list, 1, Guest.RESULT));
                assertEquals(Errno.FAULT, guest.fails("fd_pread", 5, list, 1, 0, Guest.RESULT));
                assertEquals(Errno.FAULT, guest.fails("fd_pwrite", 5, list, 1, 0, Guest.RESULT));
                assertEquals(Errno.FAULT, guest.fails("sock_recv", 7, list, 1, 0, Guest.RESULT, 32));
                assertEquals(Errno.FAULT, guest.fails("sock_send", 7, list, 1, 0, Guest.RESULT));
            }
        }
    }
}
