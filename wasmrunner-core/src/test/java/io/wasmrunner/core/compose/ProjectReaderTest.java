package io.wasmrunner.core.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.core.container.ContainerMount;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

final class ProjectReaderTest {
    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    private Project read(String text) {
        return read(text, Map.of());
    }

    private Project read(String text, Map<String, String> variables) {
        Path file = folder.resolve("compose.yaml");
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return ProjectReader.read(List.of(file), Optional.of("demo"), variables, warnings::add);
    }

    private String refused(String text) {
        String message = String.valueOf(
                assertThrows(WasmrunnerException.class, () -> read(text)).getMessage());
        return message.replace(folder + "/", "");
    }

    private Service service(String body) {
        return read("services:\n  web:\n    image: app\n" + body.indent(4)).require("web");
    }

    @Test
    void an_unknown_key_is_refused_with_its_place_and_the_nearest_name() {
        assertEquals(
                "cannot use compose.yaml:4:5: the service web has no \"enviroment\"; did you mean environment?",
                refused("services:\n  web:\n    image: a\n    enviroment: {}\n"));
        assertEquals(
                "cannot use compose.yaml:1:1: a compose file has no \"service\"; did you mean services?",
                refused("service:\n  web: {image: a}\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mem_limit: lots             | 4:16 | lots",
                "restart: sometimes          | 4:14 | sometimes",
                "ports: ['80:x']             | 4:13 | 80:x",
                "read_only: maybe            | 4:5  | must be true or false",
                "volumes: ['data:/data']     | 4:15 | no volume \"data\"",
                "volumes: ['./a:data']       | 4:15 | must look like",
                "depends_on: [db]            | 2:3  | there is no such service",
                "privileged: true            | 4:5  | cannot have \"privileged\": a guest is never privileged",
                "networks: [front]           | 4:5  | containers have no networks",
                "secrets: [s]                | 4:5  | mount a folder",
                "ulimits: {nofile: 5}        | 4:5  | limits are mem_limit",
                "network_mode: bridge        | 4:19 | there are none, host",
                "pull_policy: daily          | 4:18 | there are always, missing",
                "healthcheck: {start_interval: 1s} | 4:19 | checks are as far apart",
                "deploy: {restart_policy: {delay: 5s}} | 4:31 | the first restart is after 100 ms",
                "deploy: {restart_policy: {max_attempts: 5}} | 4:31 | condition: on-failure only",
                "deploy: {restart_policy: {condition: often}} | 4:31 | there are none, on-failure and any",
                "deploy: {mode: global}      | 4:14 | there is replicated",
                "deploy: {replica: 2}        | 4:14 | did you mean replicas",
                "volumes: [{type: bind, source: ., target: /a, bind: {create_host_path: true}}] | 4:58 | not made",
                "volumes: [{type: tmpfs, target: /a, tmpfs: {mode: 7}}] | 4:49 | tmpfs has no \"mode\"",
                "build: {cache_from: [x]}    | 4:13 | build has no",
                "command: []                 | 4:5  | command is empty",
                "entrypoint: \"\"              | 4:5  | entrypoint is empty",
                "build: []                   | 4:5  | must be a folder or a map",
                "scale: many                 | 4:12 | many",
                "scale: 1001                 | 4:12 | more than a service may have",
                "command: 'a \"b'            | 4:5  | without its other one",
                "stop_grace_period: soon     | 4:24 | soon",
                "container_name: -           | 4:21 | cannot use",
                "command: {a: b}             | 4:14 | must be one word or text",
                "healthcheck: {test: [a]}    | 4:19 | must begin with CMD",
                "x-wasmrunner: {fule: 1}     | 4:20 | did you mean fuel",
            })
    void a_value_that_cannot_be_is_refused_with_its_place(String line, String place, String why) {
        String message = refused("services:\n  web:\n    image: a\n    " + line + "\n");
        assertTrue(message.startsWith("cannot use compose.yaml:" + place.strip()), message);
        assertTrue(message.contains(why.strip()), message);
    }

    @Test
    void what_means_nothing_here_is_said_to_have_no_effect() {
        service("user: root\ndeploy: {placement: {constraints: [a]}}\nprivileged: false\nnetworks: []\n");
        assertEquals(2, warnings.size(), warnings.toString());
        assertTrue(warnings.toString().contains("compose.yaml:4:5: user has no effect"), warnings.toString());
        assertTrue(warnings.toString().contains("compose.yaml:5:14: placement has no effect"), warnings.toString());
    }

    @Test
    void relative_paths_begin_at_the_file() {
        Service web = read("""
            services:
              web:
                image: ./app.wasm
                build: {context: src, dockerfile: Wasmfile}
                volumes: ["./site:/site:ro", data:/data, /scratch]
            volumes:
              data:
            """).require("web");
        assertEquals(folder.resolve("app.wasm").toString(), web.image());
        assertTrue(web.isFile());
        ServiceBuild build = web.build().orElseThrow();
        assertEquals(folder.resolve("src"), build.context());
        assertEquals(folder.resolve("src/Wasmfile").toString(), build.file());
        assertEquals(
                List.of(
                        new ServiceMount(
                                ContainerMount.Type.BIND, folder.resolve("site").toString(), "/site", false, 0),
                        new ServiceMount(ContainerMount.Type.VOLUME, "demo_data", "/data", true, 0),
                        new ServiceMount(ContainerMount.Type.ANONYMOUS, "", "/scratch", true, 0)),
                web.mounts());
    }

    @Test
    void long_forms_say_the_same_as_short_ones() {
        String head = "services:\n  web:\n    image: a\n";
        String tail = "volumes: {data: }\n";
        assertEquals(
                ServiceJson.hash(
                        read(head + "    ports: ['127.0.0.1:8080:80/tcp']\n    volumes: ['data:/d:ro']\n" + tail)
                                .require("web")),
                ServiceJson.hash(read(head
                                + "    ports: [{target: 80, published: 8080, host_ip: 127.0.0.1, protocol: tcp}]\n"
                                + "    volumes: [{type: volume, source: data, target: /d, read_only: true}]\n" + tail)
                        .require("web")));
    }

    @Test
    void variables_come_from_files_and_then_from_the_service() throws IOException {
        Files.writeString(folder.resolve("a.env"), "A=1\nB='$A'\nexport C=\"x ${A}\" # so\n");
        Service web = read("""
            services:
              web:
                image: a
                env_file: [a.env, {path: none.env, required: false}]
                environment: [B=2, HOME, MISSING]
            """, Map.of("HOME", "/h")).require("web");
        assertEquals(Map.of("A", "1", "B", "2", "C", "x 1", "HOME", "/h"), web.environment());
    }

    @Test
    void keys_become_the_flags_that_they_stand_for() {
        Service web = service("""
            deploy: {resources: {limits: {cpus: '0.5', memory: 64M, pids: 40}}}
            logging: {driver: local, options: {max-size: 1m}}
            extra_hosts: {db: 10.0.0.1}
            read_only: true
            x-wasmrunner: {allow_host: [a.example, b.example], timeout: 5s, interpret: true}
            """);
        assertEquals(
                Map.of(
                        "cpus", List.of("0.5"),
                        "memory", List.of("64M"),
                        "pids-limit", List.of("40"),
                        "log-driver", List.of("local"),
                        "log-opt", List.of("max-size=1m"),
                        "add-host", List.of("db:10.0.0.1"),
                        "read-only", List.of(),
                        "allow-host", List.of("a.example", "b.example"),
                        "timeout", List.of("5s"),
                        "interpret", List.of()),
                web.options());
    }

    @Test
    void services_come_up_after_what_they_wait_for_and_a_circle_is_named() {
        Project project = read("""
            services:
              c: {image: a, depends_on: [b]}
              b: {image: a, depends_on: {a: {condition: service_healthy}}}
              a: {image: a}
              odd: {image: a, profiles: [debug]}
            """);
        assertEquals(List.of("a", "b", "c"), names(Order.chosen(project, List.of(), Set.of())));
        assertEquals(List.of("a", "b"), names(Order.chosen(project, List.of("b"), Set.of())));
        assertEquals(List.of("a", "b", "c", "odd"), names(Order.chosen(project, List.of(), Set.of("debug"))));
        assertTrue(refused("services:\n  a: {image: x, depends_on: [b]}\n  b: {image: x, depends_on: [a]}\n")
                .startsWith("cannot use compose.yaml:2:3: services wait for each other: a → b → a"));
    }

    private static List<String> names(List<Service> services) {
        return services.stream().map(Service::name).toList();
    }

    @Test
    void what_config_prints_reads_as_the_same_project() {
        Project project = read("""
            services:
              web:
                image: app
                command: ["a b", "$$HOME", "yes", "1", "x: y", "", "\\u00e9\\n"]
                volumes: [data:/data]
                tmpfs: /tmp:size=1m
                healthcheck: {test: "GET x", interval: 1m30s, retries: 2}
                depends_on: [db]
              db: {image: b, build: ., labels: {k: v}}
            volumes:
              data: {x-wasmrunner: {size: 1g}}
            """);
        String printed =
                ProjectText.yaml(project, List.copyOf(project.services().values()));
        Project again = read(printed);
        assertEquals(project.services(), again.services());
        assertEquals(project.volumes(), again.volumes());
    }

    @Test
    void hostile_files_are_refused() {
        String bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n";
        char last = 'a';
        for (char next = 'b'; next <= 'h'; next++) {
            bomb += "%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n"
                    .formatted(next, next, last, last, last, last, last, last, last, last, last);
            last = next;
        }
        assertTrue(refused(bomb).contains("more than 100000 values"));
        assertTrue(refused("[".repeat(1000)).contains("nested deeper than 40"));
        assertTrue(refused("a: &a [*a]\n").contains("no &a is complete"));
        assertTrue(refused("services: {}\nservices: {}\n").contains("is there twice"));
        assertTrue(refused("services: {}\n---\nservices: {}\n").contains("second document"));
        assertTrue(refused("services: !!javax.script.ScriptEngineManager [x]\n")
                .contains("the tag !!javax.script.ScriptEngineManager means nothing"));
        assertTrue(refused("").contains("it is empty"));
        assertTrue(refused("services: {web: {image: \"" + "x".repeat(BoundedText.LONGEST) + "\"}}")
                .contains("more than"));
        assertTrue(refused("services: {web: {image: [}}").startsWith("cannot use compose.yaml:1:"));
    }

    @Test
    void merges_put_in_what_is_not_written_beside_them() {
        Service web = read("""
            x-base: &base {mem_limit: 1m, cpus: 1}
            services:
              web: {<<: *base, image: a, cpus: 2}
            """).require("web");
        assertEquals(Map.of("memory", List.of("1m"), "cpus", List.of("2")), web.options());
    }

    @Test
    void the_hash_changes_with_what_a_container_is_and_with_nothing_else() {
        String hash = ServiceJson.hash(service("environment: {A: 1}"));
        assertEquals(hash, ServiceJson.hash(service("environment: [A=1]\nprofiles: [x]\nbuild: .")));
        assertFalse(hash.equals(ServiceJson.hash(service("environment: {A: 2}"))));
    }

    private String refused(byte[] bytes) throws IOException {
        Path file = folder.resolve("compose.yaml");
        Files.write(file, bytes);
        return String.valueOf(assertThrows(
                                WasmrunnerException.class,
                                () -> ProjectReader.read(List.of(file), Optional.empty(), Map.of(), warnings::add))
                        .getMessage())
                .replace(folder + "/", "");
    }

    @Test
    void bytes_that_are_no_text_are_refused_with_their_line() throws IOException {
        byte[] latin = "services:\n  web: {image: caf\u00e9}\n".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(
                "cannot use compose.yaml:2:19: a byte that is no UTF-8, 0xe9; save the file as UTF-8", refused(latin));
        assertTrue(refused("a: b\nc: \0\n".getBytes(StandardCharsets.UTF_8))
                .startsWith("cannot use compose.yaml:2:4: a character that may not stand there, U+0000"));
        assertEquals(
                "cannot use compose.yaml:3:1: found unexpected end of stream, while scanning a quoted scalar that"
                        + " begins in line 2",
                refused("services:\n  web: \"a\n".getBytes(StandardCharsets.UTF_8)));
        assertTrue(refused(new byte[100 << 20]).contains("more than 1048576 bytes"));
        assertTrue(refused("services:\n\tweb: {image: a}\n".getBytes(StandardCharsets.UTF_8))
                .startsWith("cannot use compose.yaml:2:1: "));
    }

    @Test
    void something_that_never_ends_is_no_compose_file() {
        assertTrue(String.valueOf(assertThrows(
                                WasmrunnerException.class,
                                () -> ProjectReader.read(
                                        List.of(Path.of("/dev/zero")), Optional.empty(), Map.of(), warnings::add))
                        .getMessage())
                .contains("more than"));
        assertTrue(String.valueOf(assertThrows(
                                WasmrunnerException.class,
                                () -> ProjectReader.read(List.of(folder), Optional.empty(), Map.of(), warnings::add))
                        .getMessage())
                .contains("no file"));
    }

    @Test
    void tags_that_ask_for_more_than_texts_lists_and_maps_are_refused() {
        assertTrue(refused("services: {web: {image: !!binary aGk=}}\n").contains("the tag !!binary means nothing"));
        assertTrue(refused("services: {web: {image: a, command: [!reset a]}}\n").contains("the tag !reset"));
        assertTrue(refused("!x services: {}\n").contains("the tag !x"));
        assertTrue(refused("!x {services: {}}\n").contains("the tag !x"));
        assertEquals(
                "null",
                read("services: {web: {image: !!str null}}\n").require("web").image());
    }

    @Test
    void long_chains_of_services_are_refused_and_long_values_are_bounded() {
        StringBuilder chain = new StringBuilder("services:\n  a0: {image: x}\n");
        for (int i = 1; i < 5_000; i++) {
            chain.append("  a%d: {image: x, depends_on: [a%d]}\n".formatted(i, i - 1));
        }
        assertTrue(refused(chain.toString()).contains("more than 1000 services"));
        String text = "services: {web: {image: a, command: [" + "\"$X\",".repeat(2000) + "]}}\n";
        WasmrunnerException e =
                assertThrows(WasmrunnerException.class, () -> read(text, Map.of("X", "x".repeat(100_000))));
        assertTrue(String.valueOf(e.getMessage()).contains("all values have more than"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "condition: none                        | no",
                "condition: any                         | always",
                "window:                                | always",
                "condition: on-failure, max_attempts: 3 | on-failure:3",
            })
    void the_restart_policy_of_deploy_goes_before_restart(String policy, String flag) {
        assertEquals(
                List.of(flag),
                service("restart: unless-stopped\ndeploy: {restart_policy: {" + policy + "}}")
                        .options()
                        .get("restart"));
    }

    @Test
    void labels_come_from_files_and_then_from_the_service() throws IOException {
        Files.writeString(folder.resolve("labels"), "a=file\nb=file\n");
        assertEquals(
                Map.of("a", "file", "b", "own"),
                service("label_file: ./labels\nlabels: {b: own}").labels());
    }

    @Test
    void scale_and_replicas_say_the_same() {
        assertEquals(3, service("scale: 3").replicas());
        assertEquals(0, service("deploy: {replicas: 0}").replicas());
        assertTrue(refused("services: {web: {image: a, scale: 2, deploy: {replicas: 3}}}\n")
                .contains("scale is 2, and deploy.replicas is 3"));
    }

    @Test
    void an_image_that_a_variable_leaves_empty_is_refused() {
        assertEquals(
                "cannot use compose.yaml:2:9: image is empty; name one, or a module's file",
                refused("services:\n  web: {image: $NONE}\n"));
        assertTrue(warnings.toString().contains("the variable NONE is not set"));
    }
}
