package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.sandbox.fs.ConfinedFileSystem;
import java.util.List;

/** {@code wasmrunner version}. */
public final class VersionCommand implements Command {
    /** Of wasmrunner itself; the build keeps it equal to the POM's. */
    public static final String VERSION = "0.1.0-SNAPSHOT";

    @Override
    public String name() {
        return "version";
    }

    @Override
    public Group group() {
        return Group.SYSTEM;
    }

    @Override
    public String summary() {
        return "Show the versions of wasmrunner, its engines and its Java";
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner version");
    }

    @Override
    public int run(ParsedLine line, Context context) {
        context.out().println("wasmrunner   " + VERSION);
        for (var provider : context.engines().providers()) {
            context.out()
                    .printf(
                            "%-12s %s%n",
                            provider.info().name(), provider.info().version());
        }
        context.out().printf("java         %s %s%n", Runtime.version(), System.getProperty("java.vendor.version", ""));
        context.out()
                .println("file system  "
                        + ConfinedFileSystem.nativeProblem()
                                .map(why -> "java.nio (weaker): " + why)
                                .orElse("openat2, confined by the kernel"));
        return 0;
    }
}
