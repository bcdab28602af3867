package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.compose.Service;
import io.wasmrunner.core.container.ContainerMount;
import io.wasmrunner.core.container.ContainerName;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.ContainerRequest;
import io.wasmrunner.registry.format.HealthCheck;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A service of a compose file as the line of {@code create} that it stands for, so that both mean the same. */
public final class ServiceRequests {
    private ServiceRequests() {}

    /** Its image, pulled when it is not here or wanted anew. */
    public static Image image(Service service, Images images, Context context) throws IOException {
        return RunImage.find(service.image(), images, line(service), context);
    }

    /**
     * What its container is to be.
     *
     * @param image null for a module's file
     * @throws WasmrunnerException with the service's name, when something of it cannot be
     */
    public static ContainerRequest of(
            Service service,
            @Nullable Image image,
            String name,
            SortedMap<String, String> labels,
            List<ContainerMount> mounts,
            Context context) {
        ParsedLine line = line(service);
        ContainerRequest request;
        try {
            request = ContainerRequests.of(line, image, false, context);
        } catch (WasmrunnerException e) {
            throw new WasmrunnerException(
                    e.code(), "cannot make the service %s: %s".formatted(service.name(), e.getMessage()), e);
        }
        PolicyFlags.outvoted(line, request.guest().policy()).forEach(context::warn);
        HealthCheck health = service.health().orElse(request.healthOrNull());
        return new ContainerRequest(
                request.operand(),
                image,
                ContainerName.parse(name),
                request.entrypointOrNull(),
                request.arguments(),
                request.guest(),
                mounts,
                request.ports(),
                request.restart(),
                false,
                request.stopSignalOrNull(),
                request.stopTimeout(),
                health,
                request.log(),
                request.readOnly(),
                labels,
                service.annotations());
    }

    private static ParsedLine line(Service service) {
        Map<Flag, List<String>> flags = new HashMap<>();
        service.options().forEach((name, values) -> {
            // A pull policy of build is compose's own.
            if (!name.equals("pull") || !values.contains("build")) {
                flags.put(flag("--" + name), values.isEmpty() ? List.of("") : values);
            }
        });
        List<String> variables = new ArrayList<>();
        service.environment().forEach((name, value) -> variables.add(name + "=" + value));
        put(flags, RunFlags.ENV, variables);
        put(flags, RunFlags.PUBLISH, service.ports());
        List<String> operands = new ArrayList<>(List.of(service.image()));
        if (!service.entrypoint().isEmpty()) {
            flags.put(RunFlags.ENTRYPOINT, List.of(service.entrypoint().getFirst()));
            operands.addAll(service.entrypoint().subList(1, service.entrypoint().size()));
        }
        operands.addAll(service.command());
        return new ParsedLine(flags, operands);
    }

    private static void put(Map<Flag, List<String>> flags, Flag flag, List<String> values) {
        if (!values.isEmpty()) {
            flags.put(flag, values);
        }
    }

    private static Flag flag(String name) {
        for (Flag flag : RunFlags.all()) {
            if (flag.names().contains(name)) {
                return flag;
            }
        }
        throw new IllegalArgumentException("create has no " + name);
    }
}
