package io.wasmrunner.cli.command.compose;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.compose.Order;
import io.wasmrunner.core.compose.Project;
import io.wasmrunner.core.compose.ProjectText;
import io.wasmrunner.core.compose.Service;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.PrintStream;
import java.util.List;

/** {@code wasmrunner compose config}. */
public final class ComposeConfigCommand implements Command {
    private static final Flag FORMAT = Flag.value("format", "yaml (default) or json.", "--format");
    private static final Flag QUIET = Flag.toggle("Check it and print nothing.", "-q", "--quiet");
    private static final Flag SERVICES = Flag.toggle("Names of services only.", "--services");
    private static final Flag VOLUMES = Flag.toggle("Names of volumes only.", "--volumes");
    private static final Flag IMAGES = Flag.toggle("Names of images only.", "--images");

    @Override
    public String name() {
        return "compose config";
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Check a compose file and print what it comes to";
    }

    @Override
    public List<Flag> flags() {
        return ComposeFlags.and(FORMAT, QUIET, SERVICES, VOLUMES, IMAGES);
    }

    @Override
    public Operands operands() {
        return Operands.SERVICES;
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner compose config", "wasmrunner compose config --services");
    }

    @Override
    public int run(ParsedLine line, Context context) {
        Project project = ComposeFlags.project(line, context);
        List<Service> services = Order.chosen(project, line.operands(), ComposeFlags.profiles(line, context));
        PrintStream out = context.out();
        String format = line.value(FORMAT).orElse("yaml");
        if (line.has(QUIET)) {
            return 0;
        }
        if (line.has(SERVICES)) {
            services.forEach(service -> out.println(service.name()));
        } else if (line.has(VOLUMES)) {
            project.volumes().keySet().forEach(out::println);
        } else if (line.has(IMAGES)) {
            services.forEach(service -> out.println(service.image()));
        } else if (format.equals("json")) {
            out.println(Json.pretty(ProjectText.json(project, services)));
        } else if (format.equals("yaml")) {
            out.print(ProjectText.yaml(project, services));
        } else {
            throw new WasmrunnerException(
                    ErrorCode.USAGE, "cannot print the format \"" + format + "\": --format takes yaml or json");
        }
        return 0;
    }
}
