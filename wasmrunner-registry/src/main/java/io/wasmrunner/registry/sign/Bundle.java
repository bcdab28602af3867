package io.wasmrunner.registry.sign;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A bundle as cosign 3 writes it (sigstore's protobuf-specs, bundle v0.3, with a DSSE envelope around an in-toto
 * statement), signed with a key.
 *
 * @param payload the statement
 */
record Bundle(String payloadType, String payload, List<String> signatures) {
    private static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
    private static final String STATEMENT = "https://in-toto.io/Statement/v1";
    private static final String PREDICATE = "https://sigstore.dev/cosign/sign/v1";

    Bundle {
        signatures = List.copyOf(signatures);
    }

    static Bundle parse(byte[] bytes) {
        Fields bundle = new Fields(Json.object(bytes, "a signature bundle"), "a signature bundle");
        if (!bundle.text("mediaType").equals(SigningTypes.BUNDLE)) {
            throw bundle.wrong("mediaType", "must be " + SigningTypes.BUNDLE);
        }
        Fields envelope = bundle.fields("dsseEnvelope");
        List<String> signatures = new ArrayList<>();
        for (Fields signature : envelope.objects("signatures")) {
            signatures.add(signature.text("sig"));
        }
        if (!envelope.text("payloadType").equals(PAYLOAD_TYPE)) {
            throw envelope.wrong("payloadType", "must be " + PAYLOAD_TYPE);
        }
        return new Bundle(PAYLOAD_TYPE, envelope.text("payload"), signatures);
    }

    /** Whether a key signed it; what it says is not looked at. */
    boolean isSignedBy(VerificationKey key) {
        byte[] signed = signed();
        return signatures.stream().anyMatch(signature -> key.verifies(signed, decoded(signature)));
    }

    /** What is signed: the type and the statement with their lengths (DSSE, "PAE"). */
    private byte[] signed() {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        byte[] statement = decoded(payload);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(type);
        out.writeBytes((" " + statement.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(statement);
        return out.toByteArray();
    }

    /** Whether it says that an image was signed; only to be believed when somebody known {@link #isSignedBy signed} that. */
    boolean isAbout(Digest image) {
        Fields statement = new Fields(Json.object(decoded(payload), "a signed statement"), "a signed statement");
        return statement.text("_type").equals(STATEMENT)
                && statement.text("predicateType").equals(PREDICATE)
                && statement.objects("subject").stream()
                        .anyMatch(subject -> subject.fields("digest")
                                .text(image.algorithm().toString())
                                .equals(image.hex()));
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}
