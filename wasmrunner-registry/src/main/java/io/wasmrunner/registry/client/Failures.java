package io.wasmrunner.registry.client;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.http.Answer;
import io.wasmrunner.registry.client.http.MalformedAnswerException;
import io.wasmrunner.registry.client.http.Plain;
import io.wasmrunner.registry.client.http.StalledException;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;

/** From what a registry answers, or does not, to what is said to a user. */
final class Failures {
    private static final int LARGEST = 1 << 16;
    private static final int MOST_SHOWN = 3;

    private Failures() {}

    /** The reasons that a registry gives in its answer (distribution-spec 1.1, "Error Codes"). */
    static List<String> reasons(Answer answer) {
        List<String> reasons = new ArrayList<>();
        try {
            Fields body = new Fields(Json.object(answer.bytes(LARGEST), "an error"), "an error");
            for (Fields error : body.objects("errors")) {
                String code = error.text("code");
                String message = error.text("message");
                String separator = code.isEmpty() || message.isEmpty() ? "" : ": ";
                reasons.add(Plain.text(code + separator + message));
            }
        } catch (IOException | RegistryException _) {
            // It has no reasons that can be read; its status stands for itself.
        }
        return reasons.size() > MOST_SHOWN ? reasons.subList(0, MOST_SHOWN) : reasons;
    }

    /** For an answer that nothing can be done with. */
    static RegistryException of(Answer answer, String what) {
        int status = answer.status();
        boolean html = isHtml(answer);
        List<String> reasons = reasons(answer);
        String said = answer.uri().getAuthority() + " answers " + status + (html ? " with a page of HTML" : "")
                + (reasons.isEmpty() ? "" : " (" + String.join("; ", reasons) + ")");
        return switch (status) {
            case 404, 410 -> new RegistryException(RegistryError.NOT_FOUND, what + ": " + said + "; check the name");
            case 401, 403 -> new RegistryException(RegistryError.DENIED, what + ": " + said);
            case 405 ->
                new RegistryException(RegistryError.DENIED, what + ": " + said + "; the registry does not do that");
            case 409 -> new RegistryException(RegistryError.CONFLICT, what + ": " + said);
            case 408, 429 -> new RegistryException(RegistryError.UNREACHABLE, what + ": " + said + "; try again later");
            default ->
                new RegistryException(
                        status >= 500 ? RegistryError.UNREACHABLE : RegistryError.INVALID,
                        what + ": " + said + (html ? "; is it a registry?" : ""));
        };
    }

    static boolean isHtml(Answer answer) {
        return answer.headers().first("content-type").orElse("").startsWith("text/html");
    }

    /** For a request that got no answer, or only a part of one. */
    static RegistryException of(IOException e, String what, String where) {
        if (e instanceof MalformedAnswerException) {
            return new RegistryException(
                    RegistryError.INVALID, what + ": cannot use what " + where + " answers: " + e.getMessage(), e);
        }
        String why = switch (e) {
            case UnknownHostException _ -> "there is no host of that name; check the name, or the network";
            case ConnectException _ -> "nothing answers there (connection refused); check the name and the port";
            case StalledException _ -> e.getMessage() + "; try again later";
            case SSLException _ ->
                "its TLS cannot be trusted (" + Plain.text(String.valueOf(e.getMessage()))
                        + "); name its authority as ca in registries.toml, or the registry as insecure";
            default -> Plain.text(String.valueOf(e.getMessage()));
        };
        return new RegistryException(RegistryError.UNREACHABLE, what + ": cannot talk to " + where + ": " + why, e);
    }
}
