package io.wasmrunner.cli.command.image;

import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.compose.ServiceBuild;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds the images of a compose file's services, as {@code build} does. */
public final class ServiceImages {
    private ServiceImages() {}

    /** Builds one and gives it that name. */
    public static void build(ServiceBuild build, String name, Context context) throws IOException {
        Map<Flag, List<String>> flags = new HashMap<>();
        flags.put(BuildFlags.TAG, List.of(name));
        if (!build.file().isEmpty()) {
            flags.put(BuildFlags.FILE, List.of(build.file()));
        }
        if (!build.target().isEmpty()) {
            flags.put(BuildFlags.TARGET, List.of(build.target()));
        }
        List<String> arguments = new ArrayList<>();
        build.arguments().forEach((key, value) -> arguments.add(key + "=" + value));
        if (!arguments.isEmpty()) {
            flags.put(BuildFlags.BUILD_ARG, arguments);
        }
        BuildCommand.image(new ParsedLine(flags, List.of(build.context().toString())), context);
    }
}
