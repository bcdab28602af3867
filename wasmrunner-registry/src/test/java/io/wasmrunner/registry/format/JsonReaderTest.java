package io.wasmrunner.registry.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The library's parser is held to be right. */
class JsonReaderTest {
    private static final ObjectMapper PEER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String DOCUMENT = """
        {"schemaVersion": 2, "empty": {}, "none": [ ], "nested": [[1, [2]], {"a": {"b": null}}],
         "text": "quote \\" slash \\/ \\u00fc ü \\n 🦀", "": "name of nothing",
         "numbers": [0, -0, 1e3, -1.5E-7, 12345678901234567890123, 2147483647, -2147483648, 2147483648,
          9223372036854775807, -9223372036854775808, 9223372036854775808], "words": [true, false, null]}
        """;

    private static final String PIECES = "{}[]:,\"\\ \n\t0129-+.eEtrufalsn/bx\u0001\u007fü";

    @Test
    void a_document_is_read_as_the_library_reads_it() {
        assertEquals(peer(DOCUMENT), read(DOCUMENT));
        assertTrue(read(DOCUMENT).isPresent());
    }

    @Test
    void what_became_of_a_document_by_chance_is_read_or_refused_as_the_library_does() {
        Random random = new Random(42);
        int readable = 0;
        for (int round = 0; round < 50_000; round++) {
            StringBuilder changed = new StringBuilder(DOCUMENT);
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(changed.length());
                char piece = PIECES.charAt(random.nextInt(PIECES.length()));
                switch (random.nextInt(3)) {
                    case 0 -> changed.setCharAt(at, piece);
                    case 1 -> changed.insert(at, piece);
                    default -> changed.deleteCharAt(at);
                }
            }
            String text = changed.toString();
            Optional<JsonNode> found = read(text);
            assertEquals(peer(text), found, text);
            readable += found.isPresent() ? 1 : 0;
        }
        assertTrue(readable > 5_000, readable + " could be read");
    }

    private static Optional<JsonNode> peer(String text) {
        try {
            return Optional.of(PEER.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> read(String text) {
        try {
            return Optional.of(new JsonReader(text).read());
        } catch (JsonReader.SyntaxException e) {
            return Optional.empty();
        }
    }
}
