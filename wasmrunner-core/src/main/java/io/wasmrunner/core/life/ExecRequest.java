package io.wasmrunner.core.life;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One more guest in a container.
 *
 * @param command a module of the container's files and its arguments; only arguments when an export is called
 * @param invokeOrNull the export of the container's own module to call
 * @param environment {@code NAME=value} each, after the container's
 * @param workingDirectory absolute; empty for the container's
 * @param input whether this process's standard input is the guest's
 * @param terminal whether its output is to look like a terminal's to it
 * @param check whether it finds out how well the container is, which nobody has to wait for
 */
public record ExecRequest(
        List<String> command,
        @Nullable String invokeOrNull,
        List<String> environment,
        String workingDirectory,
        boolean input,
        boolean terminal,
        boolean check) {
    private static final String WHAT = "what is to be executed";

    public ExecRequest {
        command = List.copyOf(command);
        environment = List.copyOf(environment);
    }

    static ExecRequest check(List<String> command) {
        return new ExecRequest(command, null, List.of(), "", false, false, true);
    }

    Optional<String> invoke() {
        return Optional.ofNullable(invokeOrNull);
    }

    /** For another process to {@link #read}; its standard input is not the guest's then. */
    byte[] write() {
        ObjectNode node = Json.object();
        addAll(node.putArray("command"), command);
        if (invokeOrNull != null) {
            node.put("invoke", invokeOrNull);
        }
        addAll(node.putArray("environment"), environment);
        node.put("workingDirectory", workingDirectory);
        node.put("terminal", terminal);
        node.put("check", check);
        return Json.bytes(node);
    }

    private static void addAll(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    /** What {@link #write} wrote. */
    public static ExecRequest read(byte[] bytes) {
        Fields fields = new Fields(Json.object(bytes, WHAT), WHAT);
        return new ExecRequest(
                fields.texts("command"),
                fields.has("invoke") ? fields.text("invoke") : null,
                fields.texts("environment"),
                fields.text("workingDirectory"),
                false,
                fields.flag("terminal"),
                fields.flag("check"));
    }
}
