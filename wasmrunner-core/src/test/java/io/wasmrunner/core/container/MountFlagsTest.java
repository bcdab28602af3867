package io.wasmrunner.core.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MountFlagsTest {
    private static void check(ContainerMount mount, String host, String guest, boolean writable) {
        assertEquals(ContainerMount.Type.BIND, mount.type());
        assertEquals(host, mount.source());
        assertEquals(guest, mount.target());
        assertEquals(writable, mount.writable());
    }

    @ParameterizedTest
    @CsvSource({
        "., ., ., true",
        "data, data, data, true",
        "data/, data, data, true",
        "data:ro, data, data, false",
        "a::b, a, b, true",
        "a::/, a, /, true",
        "a:://, a, /, true",
        "a::/b/c//, a, /b/c, true",
        "a::b:ro, a, b, false",
        "a::b:rw, a, b, true",
        "a:b::c, a:b, c, true",
        "/x y::z, /x y, z, true"
    })
    void a_dir_is_written_as_wasmtime_has_it(String value, String host, String guest, boolean writable) {
        check(MountFlags.parseDir(value), host, guest, writable);
    }

    @ParameterizedTest
    @CsvSource({
        "./a:/b, ./a, /b, true",
        "a/b:/b:ro, a/b, /b, false",
        ".:/b:rw, ., /b, true",
        "/:/, /, /, true",
        "./a:/b/, ./a, /b, true"
    })
    void a_directory_of_the_host_is_written_as_docker_has_it(
            String value, String host, String guest, boolean writable) {
        check(MountFlags.parseVolume(value), host, guest, writable);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "type=bind,source=a,target=/b a /b true",
                "type=bind,src=a,dst=/b,readonly a /b false",
                "type=bind,destination=/b,source=a,ro=1 a /b false",
                "type=bind,source=a=b,target=/c,readonly=true a=b /c false",
                "type=bind,source=a,target=/c,readonly=false a /c true"
            })
    void a_mount_is_written_as_docker_has_it(String value, String host, String guest, boolean writable) {
        check(MountFlags.parseMount(value), host, guest, writable);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--dir ",
                "--dir ::",
                "--dir a::",
                "--dir ::b",
                "--dir :ro",
                "-v ",
                "-v a:",
                "-v :/b",
                "-v a:b",
                "-v ./a:/b:/c",
                "-v ./a:/b:zz",
                "--mount ",
                "--mount a",
                "--mount source=a",
                "--mount type=bind,target=/b",
                "--mount source=a,target=/b,type=nfs",
                "--mount source=a,target=/b,frobnicate"
            })
    void what_is_malformed_says_how_it_must_look(String flag) {
        String value = flag.substring(flag.indexOf(' ') + 1);
        WasmrunnerException refused = assertThrows(WasmrunnerException.class, () -> {
            switch (flag.substring(0, flag.indexOf(' '))) {
                case "--dir" -> MountFlags.parseDir(value);
                case "-v" -> MountFlags.parseVolume(value);
                default -> MountFlags.parseMount(value);
            }
        });
        assertEquals(ErrorCode.USAGE, refused.code());
        assertEquals("cannot read " + flag, refused.getMessage().split(": it must look like ", -1)[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "-v, data:/d, VOLUME, data, /d, true, 0",
        "-v, data:/d:ro, VOLUME, data, /d, false, 0",
        "--mount, 'source=data,target=/d', VOLUME, data, /d, true, 0",
        "--mount, 'type=volume,src=data,dst=/d,volume-size=2k', VOLUME, data, /d, true, 2048",
        "--mount, 'type=tmpfs,target=/d', TMPFS, '', /d, true, 67108864",
        "--mount, 'type=tmpfs,target=/d,tmpfs-size=1m,ro', TMPFS, '', /d, false, 1048576",
        "--tmpfs, /d, TMPFS, '', /d, true, 67108864",
        "--tmpfs, '/d/:size=1k,noexec', TMPFS, '', /d, true, 1024"
    })
    void volumes_and_memory_are_written_as_docker_has_it(
            String flag, String value, ContainerMount.Type type, String source, String target, boolean rw, long size) {
        ContainerMount mount = switch (flag) {
            case "-v" -> MountFlags.parseVolume(value);
            case "--tmpfs" -> MountFlags.parseTmpfs(value);
            default -> MountFlags.parseMount(value);
        };

        assertEquals(new ContainerMount(type, source, target, rw, size, flag + " " + value), mount);
    }

    @Test
    void a_volume_without_a_name_gets_one() {
        ContainerMount mount = MountFlags.parseVolume("/data");

        assertEquals(ContainerMount.Type.ANONYMOUS, mount.type());
        assertEquals(64, mount.source().length());
    }

    @Test
    void a_name_no_file_can_have_is_not_found() {
        assertEquals(
                ErrorCode.NOT_FOUND,
                assertThrows(WasmrunnerException.class, () -> MountFlags.parseDir("a\0b"))
                        .code());
    }

    @Test
    void read_only_is_the_same_but_for_that() {
        ContainerMount mount = MountFlags.parseVolume("./a:/b").readOnly();

        check(mount, "./a", "/b", false);
        assertFalse(mount.readOnly().writable());
    }
}
