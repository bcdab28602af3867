package io.wasmrunner.runtime.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The secrets here are made up, and put together at run time so that no other scanner takes this file for a leak. */
final class SecretsTest {
    private static final String BODY = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKB\\n";

    private static String filled(String text) {
        return text.replace("#16", "QX7RTPLM3ZK9WD2V")
                .replace("#36", "a1B2c3D4e5F6a7B8c9D0e1F2a3B4c5D6e7F8")
                .replace("#35", "a1B2c3D4e5F6a7B8c9D0e1F2a3B4c5D6e7F")
                .replace("#BODY", BODY);
    }

    private static List<Finding> secrets(ScannedModule module) {
        return module.scan().findings().stream()
                .filter(finding -> finding.rule() == Rule.SECRET)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "HIGH | an AWS access key id | AKIA… (20 characters) | x AKIA#16 y",
                "HIGH | a GitHub token | ghp_… (40 characters) | token=ghp_#36",
                "HIGH | a Slack token | xoxb… (41 characters) | \"xoxb-#36\"",
                "HIGH | a Google API key | AIza… (39 characters) | AIza#35",
                "HIGH | a private key (PEM) | ----… (99 characters) |"
                        + " -----BEGIN RSA PRIVATE KEY-----\\n#BODY-----END RSA PRIVATE KEY-----",
                "MEDIUM | what looks like a password or key | pass… (18 characters) | user=bob password=hunter2hu",
                "MEDIUM | what looks like a password or key | DB_P… (23 characters) | DB_PASSWORD = \"hunter2!\"",
                "MEDIUM | an address with a password | bob:… (11 characters) | postgres://bob:hunter2@db/x",
                "MEDIUM | a JSON web token | eyJh… (80 characters) | eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.#36"
            })
    void a_secret_is_found_and_shown_shortened(Severity severity, String kind, String shown, String text) {
        String content = filled(text);

        List<Finding> inSection = secrets(new ScannedModule().custom("config", content));
        List<Finding> inData = secrets(new ScannedModule().data(content));

        assertEquals(
                List.of(kind + " in the custom section \"config\": " + shown),
                inSection.stream().map(Finding::message).toList());
        assertEquals(severity, inSection.getFirst().severity());
        assertEquals(
                List.of(kind + " in data segment 0: " + shown),
                inData.stream().map(Finding::message).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AKIA",
                "AKIA#16Z",
                "XAKIA#16",
                "AKIAAAAAAAAAAAAAAAAA",
                "ghp_short",
                "-----BEGIN RSA PRIVATE KEY-----",
                "-----BEGIN PUBLIC KEY-----\n#BODY-----END PUBLIC KEY-----",
                "-----BEGIN CERTIFICATE-----\n#BODY",
                "password=",
                "password=%s",
                "password=${PASSWORD}",
                "password=********",
                "the password: none",
                "http://host/path:8080/x@y",
                "https://github.com/llvm/llvm-project",
                "eyJ.eyJ.eyJ"
            })
    void what_only_resembles_a_secret_is_none(String text) {
        assertEquals(
                List.of(),
                secrets(new ScannedModule().custom("config", filled(text)).data(filled(text))));
    }

    @Test
    void no_part_of_a_report_shows_more_of_a_secret() {
        String token = filled("ghp_#36");
        ScanResult result = new ScannedModule()
                .section(1, ScannedModule.leb(1), new byte[] {0x60, 0, 0})
                .section(
                        2,
                        ScannedModule.leb(1),
                        ScannedModule.leb(token.length()),
                        token.getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                        ScannedModule.leb(1),
                        new byte[] {'f', 0, 0})
                .custom(token, token + " https://u:" + token + "@host/" + token + "?key=" + token)
                .scan();

        assertTrue(result.findings().size() >= 3, result.toString());
        assertFalse(result.toString().contains(token.substring(4, 20)), result.toString());
    }

    @Test
    void addresses_in_a_custom_section_are_found_once() {
        List<Finding> found = new ScannedModule()
                        .custom("config", "see http://evil.example/drop?id=1 and wss://two.example")
                        .custom("producers", "https://github.com/llvm")
                        .custom("other", "no://address and a :// alone")
                        .scan()
                        .findings()
                        .stream()
                        .filter(finding -> finding.rule() == Rule.URL)
                        .toList();

        assertEquals(
                List.of("custom section \"config\" holds http://evil.example/drop and 1 more address"),
                found.stream().map(Finding::message).toList());
    }

    @Test
    void debugging_information_and_unknown_sections_are_told() {
        List<Rule> found = new ScannedModule()
                .custom(".debug_info", "xxxx").custom("payload", "yyyy").scan().findings().stream()
                        .map(Finding::rule)
                        .toList();

        assertEquals(List.of(Rule.UNKNOWN_SECTION, Rule.DEBUG_INFO), found);
    }
}
