package io.wasmrunner.cli.command.volume;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.format.Inspection;
import io.wasmrunner.core.volume.Volume;
import io.wasmrunner.core.volume.VolumeName;
import io.wasmrunner.core.volume.VolumeStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code wasmrunner volume inspect}. */
public final class VolumeInspectCommand implements Command {
    private static final Flag FORMAT = Flag.value("format", "json (default) or a Go template.", "-f", "--format");

    @Override
    public String name() {
        return "volume inspect";
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Show volumes in full";
    }

    @Override
    public List<Flag> flags() {
        return List.of(FORMAT);
    }

    @Override
    public Operands operands() {
        return new Operands("<volume>…", 1, Integer.MAX_VALUE, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner volume inspect data");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        VolumeStore volumes = new VolumeStore(context.state(), context::warn);
        List<ObjectNode> found = new ArrayList<>();
        for (String name : line.operands()) {
            Volume volume = volumes.require(VolumeName.parse(name));
            found.add(VolumeJson.full(volume, volumes));
        }
        Inspection.print(found, line.value(FORMAT), context.out());
        return 0;
    }
}
