package io.wasmrunner.cli.command.image;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.image.ImagePrune;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner rmi}. */
public final class RmiCommand implements Command {
    private static final Flag FORCE = Flag.toggle(
            "Also an image with names in several repositories; one that is not there is no error.", "-f", "--force");
    private static final Flag NO_PRUNE = Flag.toggle("Leave the blobs of the image on the disk.", "--no-prune");

    @Override
    public String name() {
        return "rmi";
    }

    @Override
    public List<String> aliases() {
        return List.of("image rm", "image remove");
    }

    @Override
    public Group group() {
        return Group.IMAGES;
    }

    @Override
    public String summary() {
        return "Remove names and, with the last one, images";
    }

    @Override
    public List<Flag> flags() {
        return List.of(FORCE, NO_PRUNE);
    }

    @Override
    public Operands operands() {
        return new Operands("<image>…", 1, Integer.MAX_VALUE, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner rmi hello:1", "wasmrunner rmi $(wasmrunner images -q --filter dangling=true)");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        boolean force = line.has(FORCE);
        boolean failed = false;
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            for (String operand : line.operands()) {
                try {
                    images.remove(operand, force, containers.upkeep().imageUsers())
                            .forEach(context.out()::println);
                } catch (RegistryException e) {
                    if (!force || e.error() != RegistryError.NOT_FOUND) {
                        context.warn("cannot remove " + operand + ": " + e.getMessage());
                        failed = true;
                    }
                }
            }
            if (!line.has(NO_PRUNE)) {
                new ImagePrune(images, context.state(), containers.upkeep().imageUsers()).blobs(false);
            }
        }
        return failed ? 1 : 0;
    }
}
