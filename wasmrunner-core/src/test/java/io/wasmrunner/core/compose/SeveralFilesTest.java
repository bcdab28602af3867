package io.wasmrunner.core.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.core.container.ContainerMount;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SeveralFilesTest {
    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static Project read(Path... files) {
        return ProjectReader.read(List.of(files), Optional.of("demo"), Map.of("HOME", "/h"), _ -> {});
    }

    private Service over(String base, String over) throws IOException {
        String head = "services:\n  web:\n";
        return read(
                        write(
                                "a.yaml",
                                head + ("image: a\n" + base).indent(4) + "  db: {image: d}\n  api: {image: d}\n"),
                        write("b.yaml", over.isEmpty() ? "services: {}" : head + over.indent(4)))
                .require("web");
    }

    private String refused(Path... files) {
        return String.valueOf(assertThrows(WasmrunnerException.class, () -> read(files))
                        .getMessage())
                .replace(folder + "/", "");
    }

    @Test
    void commands_are_replaced_and_lists_are_appended() throws IOException {
        Service web = over("""
            command: [a, b]
            entrypoint: x
            ports: ['8080:80']
            profiles: [p]
            healthcheck: {test: [CMD, a], retries: 3}
            """, "command: c\nports: ['8443:443']\nprofiles: [q]\nhealthcheck: {test: [CMD, b]}");
        assertEquals(List.of("c"), web.command());
        assertEquals(List.of("x"), web.entrypoint());
        assertEquals(List.of("8080:80", "8443:443"), web.ports());
        assertEquals(Set.of("p", "q"), web.profiles());
        assertEquals(List.of("CMD", "b"), web.health().orElseThrow().test());
        assertEquals(3, web.health().orElseThrow().retries());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{A: 1, B: 2} | {B: 3}",
                "[A=1, B=2]   | {B: 3}",
                "{A: 1, B: 2} | [B=3]",
                "[A=1, B=2]   | [B=3]",
            })
    void names_with_values_are_merged_in_whatever_form(String base, String over) throws IOException {
        Service web = over("environment: " + base, "environment: " + over);
        assertEquals(Map.of("A", "1", "B", "3"), web.environment());
    }

    @Test
    void a_name_without_a_value_takes_that_of_the_environment() throws IOException {
        assertEquals(
                Map.of("HOME", "/h"),
                over("environment: {HOME: /x}", "environment: [HOME]").environment());
        assertEquals(
                Map.of("HOME", "/h"),
                over("environment: {HOME: /x}", "environment: {HOME: }").environment());
    }

    @Test
    void volumes_are_one_for_each_target() throws IOException {
        Service web = over(
                "volumes: [./a:/work, /scratch, ./k:/kept:ro]\ntmpfs: /tmp",
                "volumes: ['./b:/work', {type: bind, source: ./c, target: /scratch}]\ntmpfs: ['/tmp:size=1m', /run]");
        assertEquals(
                List.of(
                        bind("b", "/work", true),
                        bind("c", "/scratch", true),
                        bind("k", "/kept", false),
                        new ServiceMount(ContainerMount.Type.TMPFS, "", "/tmp", true, 1 << 20),
                        new ServiceMount(ContainerMount.Type.TMPFS, "", "/run", true, 64 << 20)),
                web.mounts());
    }

    private ServiceMount bind(String source, String target, boolean writable) {
        return new ServiceMount(ContainerMount.Type.BIND, folder.resolve(source).toString(), target, writable, 0);
    }

    @Test
    void the_same_port_is_published_once() throws IOException {
        assertEquals(
                List.of("8080:80/tcp", "81"),
                over("ports: ['127.0.0.1:8080:80']", "ports: [{target: 80, published: 8080, protocol: tcp}, 81]")
                        .ports()
                        .stream()
                        .toList());
    }

    @Test
    void what_is_waited_for_and_how_it_is_built_are_merged_from_both_forms() throws IOException {
        Service web = over("depends_on: [db]\nbuild: src\nx-wasmrunner: {allow_host: a.example, fuel: 1g}", """
            depends_on: {api: {condition: service_healthy}}
            build: {target: t}
            x-wasmrunner: {allow_host: [b.example]}
            """);
        assertEquals(Set.of("db", "api"), web.dependencies().keySet());
        assertEquals(folder.resolve("src"), web.build().orElseThrow().context());
        assertEquals("t", web.build().orElseThrow().target());
        assertEquals(Map.of("allow-host", List.of("a.example", "b.example"), "fuel", List.of("1g")), web.options());
    }

    @Test
    void options_of_a_log_are_those_of_its_driver() throws IOException {
        assertEquals(
                List.of("max-file=2", "max-size=1m"),
                over(
                                "logging: {driver: local, options: {max-size: 1m}}",
                                "logging: {driver: local, options: {max-file: 2}}")
                        .options()
                        .get("log-opt"));
        assertEquals(
                Map.of("log-driver", List.of("json-file")),
                over("logging: {driver: local, options: {max-size: 1m}}", "logging: {driver: json-file}")
                        .options());
    }

    @Test
    void an_override_can_reset_and_replace() throws IOException {
        Service web = over(
                "environment: {A: 1, B: 2}\nports: ['80']\nvolumes: [./a:/a]\ncpus: 1",
                "environment: {A: !reset null}\nports: !override ['81']\nvolumes: !reset []\ncpus: !reset");
        assertEquals(Map.of("B", "2"), web.environment());
        assertEquals(List.of("81"), web.ports());
        assertEquals(List.of(), web.mounts());
        assertEquals(Map.of(), web.options());
    }

    @Test
    void a_service_that_only_the_second_has_is_added_and_errors_name_their_own_file() throws IOException {
        Path base = write("a.yaml", "services: {web: {image: a}}\nvolumes: {data: {labels: {a: b}}}\n");
        Project project =
                read(base, write("b.yaml", "services: {db: {image: d}}\nvolumes: {data: {labels: [c=d]}, more: }\n"));
        assertEquals(Set.of("web", "db"), project.services().keySet());
        assertEquals(Set.of("data", "more"), project.volumes().keySet());
        assertTrue(refused(base, write("c.yaml", "services:\n  web:\n    restrt: always\n"))
                .startsWith("cannot use c.yaml:3:5: the service web has no \"restrt\""));
        assertTrue(refused(base, write("d.yaml", "services: [x]\n")).startsWith("cannot use d.yaml:1:11"));
    }

    @Test
    void a_service_extends_one_of_another_folder_whose_paths_begin_there() throws IOException {
        write("common/base.yaml", """
            services:
              base:
                image: ./app.wasm
                env_file: vars.env
                environment: {A: base, B: base}
                volumes: [./data:/data, named:/n]
                x-wasmrunner: {policy: [p.toml, restricted]}
              more: {extends: base, cpus: 2}
            """);
        write("common/vars.env", "C=file\n");
        Service web = read(write("compose.yaml", """
            services:
              web:
                extends: {file: common/base.yaml, service: more}
                environment: {B: own}
                volumes: [./own:/own]
            volumes: {named: }
            """)).require("web");
        assertEquals(folder.resolve("common/app.wasm").toString(), web.image());
        assertEquals(Map.of("A", "base", "B", "own", "C", "file"), web.environment());
        assertEquals(
                List.of(
                        folder.resolve("common/data").toString(),
                        "demo_named",
                        folder.resolve("own").toString()),
                web.mounts().stream().map(ServiceMount::source).toList());
        assertEquals(
                Map.of(
                        "cpus", List.of("2"),
                        "policy", List.of(folder.resolve("common/p.toml").toString(), "restricted")),
                web.options());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "services: {a: {extends: b}, b: {extends: a}}     | extend each other: a.yaml:a → a.yaml:b → a.yaml:a",
                "services: {a: {extends: {service: a, file: a.yaml}}} | extend each other",
                "services: {a: {extends: c, image: x}, bc: {image: x}} | no service c",
                "services: {a: {extends: {file: a.yaml}, image: x}} | \"service\" is missing",
                "services: {a: {extends: {service: x, file: none.yaml}}} | no such file",
                "services: {a: {extends: {service: x, fil: b}}}    | did you mean file?",
                "services: {a: {extends: [b]}, b: {image: x}}      | must be a map",
                "services: {a: {extends: b}, b: [x]}               | must be a map",
            })
    void what_cannot_be_extended_is_refused(String text, String why) throws IOException {
        String message = refused(write("a.yaml", text + "\n"));
        assertTrue(message.contains(why), message);
    }

    @Test
    void services_that_extend_a_large_one_are_bounded() throws IOException {
        StringBuilder text = new StringBuilder("services:\n  a: {image: x, command: [");
        text.repeat("x,", 20_000).append("x]}\n");
        for (int i = 0; i < 20; i++) {
            text.append("  b").append(i).append(": {extends: a}\n");
        }
        assertTrue(refused(write("a.yaml", text.toString())).contains("more than 100000 values"));
        StringBuilder chain = new StringBuilder("services:\n  a0: {image: x}\n");
        for (int i = 1; i < 100; i++) {
            chain.append("  a%d: {extends: a%d}\n".formatted(i, i - 1));
        }
        assertTrue(refused(write("a.yaml", chain.toString())).contains("over more than 40 steps"));
    }

    @Test
    void files_are_those_named_then_those_of_the_variable_then_the_usual_with_its_override() throws IOException {
        Path usual = write("compose.yaml", "");
        Path override = write("compose.override.yaml", "");
        Path below = Files.createDirectories(folder.resolve("x/y"));
        assertEquals(List.of(usual, override), ComposeFiles.find(List.of(), below, Map.of()));
        assertEquals(
                List.of(below.resolve("a"), below.resolve("b")), ComposeFiles.find(List.of("a", "b"), below, Map.of()));
        assertEquals(
                List.of(folder.resolve("a"), folder.resolve("x/b")),
                ComposeFiles.find(List.of(), folder, Map.of("COMPOSE_FILE", "a:x/b")));
        assertEquals(
                List.of(folder.resolve("a"), folder.resolve("b")),
                ComposeFiles.find(List.of(), folder, Map.of("COMPOSE_FILE", "a;b", "COMPOSE_PATH_SEPARATOR", ";")));
        write(".env", "COMPOSE_FILE=c\n");
        assertEquals(List.of(folder.resolve("c")), ComposeFiles.find(List.of(), folder, Map.of()));
    }

    @Test
    void of_several_files_of_variables_the_later_goes_first_and_the_environment_before_all() throws IOException {
        Path one = write("one.env", "A=1\nB=1\nC=1\n");
        Path two = write("two.env", "B=2\nC=$A$B\n");
        List<String> warnings = new ArrayList<>();
        assertEquals(
                Map.of("A", "own", "B", "2", "C", "own2"),
                ComposeFiles.variables(
                        List.of(folder.resolve("compose.yaml")), List.of(one, two), Map.of("A", "own"), warnings::add));
        assertEquals(List.of(), warnings);
    }
}
