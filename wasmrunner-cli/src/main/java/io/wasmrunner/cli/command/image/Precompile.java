package io.wasmrunner.cli.command.image;

import io.wasmrunner.cli.command.Context;
import io.wasmrunner.core.config.ConfigKey;
import io.wasmrunner.core.image.ImageModule;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.run.CompileService;
import io.wasmrunner.core.sandbox.CompiledCode;
import io.wasmrunner.core.sandbox.SandboxMode;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.registry.image.ImageStyle;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.ModuleCompiler;
import io.wasmrunner.sandbox.quota.Quotas;
import java.io.IOException;
import java.util.Optional;

/** Compiles the module of an image that has just come, so that its first run starts fast; and finds out that it can run. */
public final class Precompile {
    private Precompile() {}

    /** Does it and says so; an image that cannot run here is one all the same. */
    public static void of(String name, Image image, Images images, boolean quiet, Context context) throws IOException {
        if (image.style() == ImageStyle.OTHER) {
            return;
        }
        long start = System.nanoTime();
        try {
            CompiledCode compiled = new CompileService(
                            context.engines(),
                            context.state(),
                            SandboxMode.parse(context.settings().text(ConfigKey.RUN_SANDBOX)),
                            _ -> {})
                    .compile(
                            context.modules().of(name, ImageModule.of(name, image, images)),
                            new ModuleCompiler.Settings(
                                    context.settings().text(ConfigKey.RUN_ENGINE), false, Quotas.DEFAULT));
            if (!quiet && !compiled.before()) {
                context.err()
                        .println("compiled for " + compiled.engine() + " in "
                                + Quantities.printDuration(System.nanoTime() - start));
            }
        } catch (WasmrunnerException | RegistryException e) {
            context.warn(name + " is here, but does not run on this machine: "
                    + Optional.ofNullable(e.getMessage()).orElse(""));
        }
    }
}
