package io.wasmrunner.registry.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReferenceTest {
    private static final String HEX = "90d3275b17401ab7e181764ab5586028f9a4ef706611fa7780e3829dc196e3eb";

    @ParameterizedTest
    @CsvSource({
        "hello, docker.io/library/hello:latest, hello:latest",
        "hello:1, docker.io/library/hello:1, hello:1",
        "me/hello, docker.io/me/hello:latest, me/hello:latest",
        "docker.io/hello, docker.io/library/hello:latest, hello:latest",
        "index.docker.io/hello, docker.io/library/hello:latest, hello:latest",
        "localhost/hello, localhost/hello:latest, localhost/hello:latest",
        "localhost:5000/a/b:tag, localhost:5000/a/b:tag, localhost:5000/a/b:tag",
        "host:5000/a, host:5000/a:latest, host:5000/a:latest",
        "example.org/a__b/c--d.e:V1.0_x-y, example.org/a__b/c--d.e:V1.0_x-y, example.org/a__b/c--d.e:V1.0_x-y",
        "'[::1]:5000/a', '[::1]:5000/a:latest', '[::1]:5000/a:latest'"
    })
    void what_is_left_out_is_filled_in_as_docker_does(String text, String full, String familiar) {
        Reference reference = Reference.parse(text);

        assertEquals(full, reference.toString());
        assertEquals(familiar, reference.familiar());
        assertEquals(reference, Reference.parse(full));
    }

    @Test
    void a_digest_alone_means_no_tag() {
        Reference reference = Reference.parse("localhost:5000/a@sha256:" + HEX);

        assertTrue(reference.tag().isEmpty());
        assertEquals("sha256:" + HEX, reference.identifier());
        assertEquals("localhost:5000/a@sha256:" + HEX, reference.toString());
    }

    @Test
    void with_tag_and_digest_the_digest_is_asked_for() {
        Reference reference = Reference.parse("localhost:5000/a/b:tag@sha256:" + HEX);

        assertEquals("tag", reference.tag().orElseThrow().text());
        assertEquals("sha256:" + HEX, reference.identifier());
    }

    @Test
    void names_without_a_registry_go_to_the_configured_one() {
        assertEquals(
                "localhost:5000/hello:latest",
                Reference.parse("hello", "localhost:5000").toString());
        assertEquals(
                "docker.io/library/hello:1",
                Reference.parse("docker.io/hello:1", "localhost:5000").toString());
    }

    @ParameterizedTest
    @Tag("attack-42")
    @ValueSource(
            strings = {
                "",
                "/",
                "a/",
                "/a",
                "a//b",
                "A",
                "a/../b",
                "localhost:5000/../a",
                "localhost:5000/a/..",
                "localhost:5000/a%2fb",
                "localhost:5000/a\0b",
                "localhost:5000/A",
                "a:",
                "a:.x",
                "a:x/y",
                "a:../x",
                "a@sha256:",
                "a@sha256:../..",
                "a@md5:0123",
                "a@sha256:90D3275b17401ab7e181764ab5586028f9a4ef706611fa7780e3829dc196e3eb",
                "a_.b",
                "a...b",
                "a-",
                "a___b",
                "localhost:99999/a",
                "localhost:/a",
                "ex..ample.org/a",
                "a b",
                "ä"
            })
    void anything_else_is_refused(String text) {
        var refused = assertThrows(RegistryException.class, () -> Reference.parse(text));

        assertEquals(RegistryError.USAGE, refused.error());
        assertTrue(refused.getMessage().startsWith("cannot use the image name " + text), refused.getMessage());
    }

    @Test
    void a_name_or_tag_longer_than_the_specification_has_it_is_refused() {
        assertThrows(RegistryException.class, () -> RepositoryName.parse("a".repeat(256)));
        assertThrows(RegistryException.class, () -> io.wasmrunner.registry.reference.Tag.parse("a".repeat(129)));
        assertEquals(255, RepositoryName.parse("a".repeat(255)).text().length());
        assertEquals(
                128,
                io.wasmrunner.registry.reference.Tag.parse("a".repeat(128))
                        .text()
                        .length());
    }
}
