package io.wasmrunner.registry.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DocumentTest {
    private static final Descriptor CONFIG = Descriptor.of(MediaTypes.OCI_CONFIG, bytes("{}"));
    private static final Descriptor LAYER = Descriptor.of(MediaTypes.WASM_LAYER, bytes("module"));

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Document parse(String text, String mediaType) {
        return Document.parse(bytes(text), mediaType, "the manifest of demo:1");
    }

    private static String json(Descriptor descriptor) {
        return new String(Json.bytes(descriptor.write()), StandardCharsets.UTF_8);
    }

    @Test
    void a_manifest_is_read_as_it_was_written() {
        Manifest written = Manifest.of(CONFIG, List.of(LAYER), Map.of("b", "2", "a", "1"));

        Manifest read =
                assertInstanceOf(Manifest.class, Document.parse(written.bytes(), MediaTypes.OCI_MANIFEST, "it"));

        assertArrayEquals(written.bytes(), read.bytes());
        assertEquals(written.digest(), read.digest());
        assertEquals(List.of(CONFIG, LAYER), read.blobs());
        assertEquals(Map.of("a", "1", "b", "2"), read.annotations());
        assertEquals(MediaTypes.OCI_CONFIG, read.artifactType());
    }

    @Test
    void an_index_is_read_as_it_was_written() {
        Descriptor manifest =
                Manifest.of(CONFIG, List.of(LAYER), Map.of()).descriptor().withPlatform(Platform.WASI);
        Index written = Index.of(List.of(manifest), Map.of());

        Index read = assertInstanceOf(Index.class, Document.parse(written.bytes(), "", "it"));

        assertEquals(List.of(manifest), read.manifests());
    }

    @Test
    @Tag("attack-41")
    void a_document_that_could_be_taken_for_both_is_refused() {
        String both = "{\"schemaVersion\":2,\"config\":%s,\"layers\":[],\"manifests\":[]}".formatted(json(CONFIG));

        assertRefused(both, "", "makes it an index, but it has the fields of a manifest too");
    }

    @Test
    @Tag("attack-41")
    void a_name_that_stands_twice_is_refused() {
        String twice = "{\"schemaVersion\":2,\"layers\":[],\"layers\":[%s],\"config\":%s}"
                .formatted(json(LAYER), json(CONFIG));

        assertRefused(twice, "", "the name \"layers\" stands twice");
    }

    @Test
    @Tag("attack-41")
    void a_document_that_came_as_something_else_is_refused() {
        String manifest = new String(Manifest.of(CONFIG, List.of(), Map.of()).bytes(), StandardCharsets.UTF_8);

        assertRefused(manifest, MediaTypes.OCI_INDEX, "but it came as " + MediaTypes.OCI_INDEX);
        assertRefused(manifest.replace(MediaTypes.OCI_MANIFEST, MediaTypes.OCI_INDEX), "", "not what a manifest");
    }

    @Test
    @Tag("attack-41")
    void more_than_500_layers_are_refused() {
        String layers = (json(LAYER) + ",").repeat(501).replaceAll(",$", "");

        assertRefused(
                "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]}".formatted(json(CONFIG), layers),
                "",
                "has 501 entries; the most is 500");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|it is not a JSON object",
                "{\"schemaVersion\":1}|must be 2",
                "{\"schemaVersion\":2}|\"config\" must be there",
                "{\"schemaVersion\":2} x|more stands behind",
                "{\"schemaVersion\":2,\"manifests\":{}}|must be a list",
                "{\"schemaVersion\":2,\"manifests\":[1]}|must hold objects only",
                "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"x\",\"size\":1,\"digest\":\"sha256:../../x\"}]}|must"
                    + " be a sha256 or sha512 digest",
                "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"x\",\"size\":-1,\"digest\":\"sha256:90d3275b17401ab7e181764ab5586028f9a4ef706611fa7780e3829dc196e3eb\"}]}|not"
                    + " negative",
                "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"x\",\"size\":1e9,\"digest\":\"sha256:90d3275b17401ab7e181764ab5586028f9a4ef706611fa7780e3829dc196e3eb\"}]}|whole"
                    + " number",
                "''|it ends instead of a value"
            })
    void what_breaks_the_format_is_refused_with_its_place(String text, String why) {
        assertRefused(text, "", why);
    }

    @Test
    void nesting_without_end_is_refused() {
        assertRefused("{\"a\":" + "[".repeat(100_000), "", "more than 64 objects and arrays");
    }

    @Test
    void a_document_over_4_MiB_is_refused() {
        assertRefused(" ".repeat(Document.LARGEST + 1), "", "the most is 4194304");
    }

    private static void assertRefused(String text, String mediaType, String why) {
        var refused = assertThrows(RegistryException.class, () -> parse(text, mediaType));

        assertEquals(RegistryError.INVALID, refused.error());
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
        assertTrue(refused.getMessage().contains("the manifest of demo:1"), refused.getMessage());
    }
}
