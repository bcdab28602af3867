package io.wasmrunner.cli.command.volume;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.core.volume.VolumeName;
import io.wasmrunner.core.volume.VolumeStore;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code wasmrunner volume create}. */
public final class VolumeCreateCommand implements Command {
    private static final Flag LABEL = Flag.list("name=value", "Something to find it by.", "--label");
    private static final Flag SIZE =
            Flag.value("size", "Bytes that guests may write to it, for example 100m. Default 0: any.", "--size");
    private static final Flag DRIVER = Flag.value("name", "local is the only one.", "-d", "--driver");
    private static final Flag OPTION = Flag.list("name=value", "size=… is the only one.", "-o", "--opt");

    @Override
    public String name() {
        return "volume create";
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Make a volume";
    }

    @Override
    public List<Flag> flags() {
        return List.of(LABEL, SIZE, DRIVER, OPTION);
    }

    @Override
    public Operands operands() {
        return new Operands("[name]", 0, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner volume create --size 100m data");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        if (!line.value(DRIVER).orElse("local").equals("local")) {
            throw usage("cannot use --driver " + line.value(DRIVER).orElseThrow() + ": local is the only one");
        }
        SortedMap<String, String> labels = new TreeMap<>();
        for (String label : line.values(LABEL)) {
            int equals = label.indexOf('=');
            labels.put(equals < 0 ? label : label.substring(0, equals), equals < 0 ? "" : label.substring(equals + 1));
        }
        long size =
                line.value(SIZE).map(text -> Quantities.size("--size", text)).orElse(0L);
        for (String option : line.values(OPTION)) {
            if (!option.startsWith("size=")) {
                throw usage("cannot use -o " + option + ": size=… is the only one");
            }
            size = Quantities.size("-o size", option.substring("size=".length()));
        }
        boolean named = !line.operands().isEmpty();
        VolumeName name = named ? VolumeName.parse(line.operands().getFirst()) : VolumeName.random();
        VolumeStore volumes = new VolumeStore(context.state(), context::warn);
        context.state().check();
        try (Held _ = volumes.lock(name)) {
            volumes.create(name, size, !named, labels);
        }
        context.out().println(name);
        return 0;
    }

    private static WasmrunnerException usage(String message) {
        return new WasmrunnerException(ErrorCode.USAGE, message);
    }
}
