package io.wasmrunner.runtime.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class WasiFunctionTest {
    /** The functions of wasi_snapshot_preview1.witx, lowered to core types. */
    private static final String INTERFACE = """
        args_get (i32, i32) -> i32
        args_sizes_get (i32, i32) -> i32
        environ_get (i32, i32) -> i32
        environ_sizes_get (i32, i32) -> i32
        clock_res_get (i32, i32) -> i32
        clock_time_get (i32, i64, i32) -> i32
        fd_advise (i32, i64, i64, i32) -> i32
        fd_allocate (i32, i64, i64) -> i32
        fd_close (i32) -> i32
        fd_datasync (i32) -> i32
        fd_fdstat_get (i32, i32) -> i32
        fd_fdstat_set_flags (i32, i32) -> i32
        fd_fdstat_set_rights (i32, i64, i64) -> i32
        fd_filestat_get (i32, i32) -> i32
        fd_filestat_set_size (i32, i64) -> i32
        fd_filestat_set_times (i32, i64, i64, i32) -> i32
        fd_pread (i32, i32, i32, i64, i32) -> i32
        fd_prestat_get (i32, i32) -> i32
        fd_prestat_dir_name (i32, i32, i32) -> i32
        fd_pwrite (i32, i32, i32, i64, i32) -> i32
        fd_read (i32, i32, i32, i32) -> i32
        fd_readdir (i32, i32, i32, i64, i32) -> i32
        fd_renumber (i32, i32) -> i32
        fd_seek (i32, i64, i32, i32) -> i32
        fd_sync (i32) -> i32
        fd_tell (i32, i32) -> i32
        fd_write (i32, i32, i32, i32) -> i32
        path_create_directory (i32, i32, i32) -> i32
        path_filestat_get (i32, i32, i32, i32, i32) -> i32
        path_filestat_set_times (i32, i32, i32, i32, i64, i64, i32) -> i32
        path_link (i32, i32, i32, i32, i32, i32, i32) -> i32
        path_open (i32, i32, i32, i32, i32, i64, i64, i32, i32) -> i32
        path_readlink (i32, i32, i32, i32, i32, i32) -> i32
        path_remove_directory (i32, i32, i32) -> i32
        path_rename (i32, i32, i32, i32, i32, i32) -> i32
        path_symlink (i32, i32, i32, i32, i32) -> i32
        path_unlink_file (i32, i32, i32) -> i32
        poll_oneoff (i32, i32, i32, i32) -> i32
        proc_exit (i32)
        proc_raise (i32) -> i32
        sched_yield () -> i32
        random_get (i32, i32) -> i32
        sock_accept (i32, i32, i32) -> i32
        sock_recv (i32, i32, i32, i32, i32, i32) -> i32
        sock_send (i32, i32, i32, i32, i32) -> i32
        sock_shutdown (i32, i32) -> i32
        """;

    /** WasmEdge's extension, as the crate wasmedge_wasi_socket imports it. */
    private static final String EXTENSION = """
        sock_open (i32, i32, i32) -> i32
        sock_bind (i32, i32, i32) -> i32
        sock_listen (i32, i32) -> i32
        sock_connect (i32, i32, i32) -> i32
        sock_recv_from (i32, i32, i32, i32, i32, i32, i32, i32) -> i32
        sock_send_to (i32, i32, i32, i32, i32, i32, i32) -> i32
        sock_getaddrinfo (i32, i32, i32, i32, i32, i32, i32, i32) -> i32
        sock_getpeeraddr (i32, i32, i32, i32) -> i32
        sock_getlocaladdr (i32, i32, i32, i32) -> i32
        sock_getsockopt (i32, i32, i32, i32, i32) -> i32
        sock_setsockopt (i32, i32, i32, i32, i32) -> i32
        """;

    @Test
    void the_table_is_the_published_interface_and_the_extension() {
        String table = Arrays.stream(WasiFunction.values())
                .map(function -> function.importName() + " " + function.type())
                .collect(Collectors.joining("\n", "", "\n"));

        assertEquals(INTERFACE + EXTENSION, table);
    }

    @Test
    void both_versions_are_found_by_their_module_name() {
        try (Guest guest = new Guest()) {
            for (WasiFunction function : WasiFunction.values()) {
                String name = function.importName();
                assertTrue(guest.wasi.find("wasi_snapshot_preview1", name).isPresent(), name);
                assertEquals(
                        function != WasiFunction.SOCK_ACCEPT && function.group() != WasiFunction.Group.OUTBOUND,
                        guest.wasi.find("wasi_unstable", name).isPresent(),
                        name);
            }
        }
    }

    @Test
    void what_is_not_wasi_is_not_found() {
        try (Guest guest = new Guest()) {
            assertTrue(guest.wasi.find("env", "fd_write").isEmpty());
            assertTrue(guest.wasi.find("wasi_snapshot_preview1", "fd_dup").isEmpty());
        }
    }
}
