package io.wasmrunner.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.GuestMount;
import io.wasmrunner.runtime.guest.HostDirectory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MountsTest {
    private static void check(GuestMount mount, String host, String guest, boolean writable) {
        assertEquals(new HostDirectory.Named(Path.of(host)), mount.host());
        assertEquals(guest, mount.guest());
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
        check(Mounts.parseDir(value), host, guest, writable);
    }

    @ParameterizedTest
    @CsvSource({
        "a:/b, a, /b, true",
        "a:/b:ro, a, /b, false",
        "a:/b:rw, a, /b, true",
        "/:/, /, /, true",
        "./a:/b/, ./a, /b, true"
    })
    void a_volume_is_written_as_docker_has_it(String value, String host, String guest, boolean writable) {
        check(Mounts.parseVolume(value), host, guest, writable);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "type=bind,source=a,target=/b a /b true",
                "src=a,dst=/b,readonly a /b false",
                "destination=/b,source=a,ro=1 a /b false",
                "source=a=b,target=/c,readonly=true a=b /c false",
                "source=a,target=/c,readonly=false a /c true"
            })
    void a_mount_is_written_as_docker_has_it(String value, String host, String guest, boolean writable) {
        check(Mounts.parseMount(value), host, guest, writable);
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
                "-v a",
                "-v a:",
                "-v :/b",
                "-v a:b",
                "-v a:/b:/c",
                "-v a:/b:zz",
                "--mount ",
                "--mount a",
                "--mount source=a",
                "--mount target=/b",
                "--mount source=a,target=/b,type=volume",
                "--mount source=a,target=/b,frobnicate"
            })
    void what_is_malformed_says_how_it_must_look(String flag) {
        String value = flag.substring(flag.indexOf(' ') + 1);
        WasmrunnerException refused = assertThrows(WasmrunnerException.class, () -> {
            switch (flag.substring(0, flag.indexOf(' '))) {
                case "--dir" -> Mounts.parseDir(value);
                case "-v" -> Mounts.parseVolume(value);
                default -> Mounts.parseMount(value);
            }
        });
        assertEquals(ErrorCode.USAGE, refused.code());
        assertEquals("cannot read " + flag, refused.getMessage().split(": it must look like ", -1)[0]);
    }

    @Test
    void a_name_no_file_can_have_is_not_found() {
        assertEquals(
                ErrorCode.NOT_FOUND,
                assertThrows(WasmrunnerException.class, () -> Mounts.parseDir("a\0b"))
                        .code());
    }

    @Test
    void read_only_is_the_same_but_for_that() {
        GuestMount mount = Mounts.parseVolume("a:/b").readOnly();

        check(mount, "a", "/b", false);
        assertFalse(mount.readOnly().writable());
    }
}
