package io.wasmrunner.cli.command.volume;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.volume.VolumeName;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner volume rm}. */
public final class VolumeRmCommand implements Command {
    private static final Flag FORCE = Flag.toggle("One that is not there is no error.", "-f", "--force");

    @Override
    public String name() {
        return "volume rm";
    }

    @Override
    public List<String> aliases() {
        return List.of("volume remove");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Remove volumes that no container has";
    }

    @Override
    public List<Flag> flags() {
        return List.of(FORCE);
    }

    @Override
    public Operands operands() {
        return new Operands("<volume>…", 1, Integer.MAX_VALUE, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner volume rm data");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        int code = 0;
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            for (String name : line.operands()) {
                try {
                    containers.volumes().remove(VolumeName.parse(name));
                    context.out().println(name);
                } catch (WasmrunnerException e) {
                    if (e.code() != ErrorCode.NOT_FOUND || !line.has(FORCE)) {
                        context.warn(String.valueOf(e.getMessage()));
                        code = 1;
                    }
                }
            }
        }
        return code;
    }
}
