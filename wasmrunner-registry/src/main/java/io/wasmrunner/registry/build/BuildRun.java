package io.wasmrunner.registry.build;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.build.context.SourceTree;
import io.wasmrunner.registry.build.file.Instruction;
import io.wasmrunner.registry.build.file.Stage;
import io.wasmrunner.registry.build.file.Wasmfile;
import io.wasmrunner.registry.format.Platform;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One build: its stages, one after the other. */
final class BuildRun {
    private final Workshop shop;
    private final BaseImages images;
    private final StepRunner runner;
    private final ModuleCheck check;
    private final Wasmfile file;
    private final SourceTree context;
    private final Scope globals;
    private final Set<String> usedArgs = new HashSet<>();
    private final Map<Integer, StageResult> built = new HashMap<>();
    private int step;
    private int steps;

    BuildRun(Workshop shop, BaseImages images, StepRunner runner, ModuleCheck check) throws IOException {
        this.shop = shop;
        this.images = images;
        this.runner = runner;
        this.check = check;
        ContextFiles files = new ContextFiles(shop.request(), shop.inputs());
        this.file = files.file();
        this.context = SourceTree.context(files.context(), files.ignoreRules(), shop.inputs()::looked);
        this.globals = new Scope(shop.request().buildArgs(), Map.of(), usedArgs, file.escape());
        PlatformArgs.declare(globals, shop.request().platform());
        file.globals().forEach(globals::declare);
    }

    Built build() throws IOException {
        file.warnings().forEach(shop.listener()::warns);
        StagePlan plan = StagePlan.of(file, shop.request().target(), this::image);
        steps = plan.steps();
        for (Stage stage : plan.stages()) {
            built.put(stage.index(), build(stage));
        }
        Built result = new ResultWriter(shop, check).write(result(plan.last()));
        warnOfUnused();
        return result;
    }

    private StageResult result(Stage stage) {
        StageResult result = built.get(stage.index());
        if (result == null) {
            throw new IllegalStateException("stage " + stage.label() + " is not built yet");
        }
        return result;
    }

    /** The image of FROM, with its variables: those of the ARGs ahead of the first FROM. */
    private String image(Stage stage) {
        String image = globals.expand(stage.from().image(), stage.from().at());
        if (image.isEmpty()) {
            throw stage.from().at().wrong("FROM " + stage.from().image() + " names nothing: a variable is empty");
        }
        return image;
    }

    private StageResult build(Stage stage) throws IOException {
        next(stage, stage.from());
        StageBuild build = begin(stage);
        for (Instruction instruction : stage.instructions()) {
            BuildStep here = next(stage, instruction);
            try {
                carryOut(stage, instruction, build, here);
            } catch (IOException e) {
                throw Faults.at(instruction.at(), e);
            } catch (RegistryException e) {
                throw Faults.at(instruction.at(), e);
            }
        }
        return build.result();
    }

    private void carryOut(Stage stage, Instruction instruction, StageBuild build, BuildStep here) throws IOException {
        if (instruction instanceof Instruction.Copy copy) {
            build.copy(copy, tree(stage, copy), here);
        } else {
            build.apply(instruction, here);
        }
    }

    private BuildStep next(Stage stage, Instruction instruction) {
        BuildStep next = new BuildStep(++step, steps, stage.label(), instruction.text());
        shop.listener().begins(next);
        return next;
    }

    private StageBuild begin(Stage stage) throws IOException {
        String image = image(stage);
        Scope scope = new Scope(shop.request().buildArgs(), globals.args(), usedArgs, file.escape());
        Optional<Stage> earlier = file.stage(image, stage.index());
        if (earlier.isPresent()) {
            StageResult base = result(earlier.get());
            base.layers().finish();
            LayerStack layers =
                    new LayerStack(shop, base.layers().layers(), base.layers().history());
            return new StageBuild(shop, scope, layers, base.config(), runner, base.fromScratch());
        }
        boolean scratch = image.equals("scratch");
        Base base = scratch ? Base.SCRATCH : base(image, stage.from());
        LayerStack layers = new LayerStack(shop, base.layers(), base.history());
        return new StageBuild(shop, scope, layers, base.config(), runner, scratch);
    }

    private Base base(String image, Instruction.From from) throws IOException {
        Base base = find(image, from, globals.expand(from.platform(), from.at()));
        Platform platform = base.platformOrNull();
        if (platform != null && !platform.isWasm()) {
            shop.listener().warns(from.at() + ": " + image + " is for " + platform + ": its programs do not run here");
        }
        return base;
    }

    private Base find(String image, Instruction where, String platform) throws IOException {
        Platform wanted = platform.isEmpty() ? shop.request().platform() : Platform.parse(platform);
        try {
            return Base.of(image, images.find(image, wanted, shop.lease()), shop);
        } catch (RegistryException e) {
            throw Faults.at(where.at(), e);
        }
    }

    private SourceTree tree(Stage stage, Instruction.Copy copy) throws IOException {
        if (copy.from().isEmpty()) {
            return context;
        }
        Optional<Stage> source = StagePlan.source(file, stage, copy);
        if (source.isPresent()) {
            return SourceTree.image(
                    result(source.get()).layers().tree(),
                    "stage " + source.get().label());
        }
        LayerStack layers = new LayerStack(shop, find(copy.from(), copy, "").layers(), List.of());
        return SourceTree.image(layers.tree(), "image " + copy.from());
    }

    private void warnOfUnused() {
        Set<String> unused = new TreeSet<>(shop.request().buildArgs().keySet());
        unused.removeAll(usedArgs);
        unused.remove("SOURCE_DATE_EPOCH");
        for (String name : unused) {
            shop.listener().warns("--build-arg " + name + " was not used: no ARG " + name + " in what was built");
        }
    }
}
