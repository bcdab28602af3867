package io.wasmrunner.registry.build;

import io.wasmrunner.registry.build.context.Source;
import io.wasmrunner.registry.build.context.SourceTree;
import io.wasmrunner.registry.build.file.Instruction;
import io.wasmrunner.registry.build.file.Position;
import io.wasmrunner.registry.build.file.ShellWords;
import io.wasmrunner.registry.format.RunConfig;
import io.wasmrunner.registry.layer.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Carries out the instructions of one stage. */
final class StageBuild {
    private final Workshop shop;
    private final Scope scope;
    private final LayerStack layers;
    private final StepRunner runner;
    private final boolean fromScratch;
    private RunConfig config;
    private boolean ownCmd;

    StageBuild(Workshop shop, Scope scope, LayerStack layers, RunConfig config, StepRunner runner, boolean scratch) {
        this.shop = shop;
        this.scope = scope;
        this.layers = layers;
        this.runner = runner;
        this.config = config;
        this.fromScratch = scratch;
        scope.inherit(config.env());
    }

    StageResult result() {
        return new StageResult(layers, config, fromScratch);
    }

    /** COPY and ADD. */
    void copy(Instruction.Copy copy, SourceTree tree, BuildStep step) throws IOException {
        if (copy.chown()) {
            shop.listener().warns(copy.at() + ": --chown has no effect: files in images belong to nobody");
        }
        List<Source> sources = new ArrayList<>();
        for (String source : copy.sources()) {
            sources.addAll(tree.find(scope.expand(source, copy.at())));
        }
        Destination destination = Destination.of(scope.expand(copy.destination(), copy.at()), workingDir());
        layers.add(
                new CopyPlan(
                        copy.at(),
                        sources,
                        destination,
                        mode(copy),
                        copy.extracts(),
                        shop.snapshots(),
                        note -> shop.listener().warns(copy.at() + ": " + note)),
                step);
    }

    private int mode(Instruction.Copy copy) {
        String mode = scope.expand(copy.mode(), copy.at());
        if (mode.isEmpty()) {
            return -1;
        }
        if (!mode.matches("[0-7]{3,4}")) {
            throw copy.at().wrong("--chmod must be octal digits, as 755, not " + mode);
        }
        return Integer.parseInt(mode, 8);
    }

    private ImagePath workingDir() {
        return ImagePath.normalized(config.workingDir());
    }

    /** All others. */
    void apply(Instruction instruction, BuildStep step) throws IOException {
        switch (instruction) {
            case Instruction.Run run -> run(run, step);
            case Instruction.Workdir workdir -> workdir(workdir, step);
            case Instruction.Arg arg -> scope.declare(arg);
            case Instruction.Env env -> {
                scope.set(env);
                config = config.withEnv(scope.env());
            }
            case Instruction.Label label -> config = config.withLabels(labels(label));
            case Instruction.Entrypoint entrypoint -> {
                config = config.withEntrypoint(entrypoint.words());
                config = ownCmd ? config : config.withCmd(List.of());
            }
            case Instruction.Cmd cmd -> {
                config = config.withCmd(cmd.words());
                ownCmd = true;
            }
            case Instruction.Expose expose -> config = config.withExposedPorts(ports(expose));
            case Instruction.Volume volume -> config = config.withVolumes(volumes(volume));
            case Instruction.User user -> {
                config = config.withUser(scope.expand(user.user(), user.at()));
                shop.listener().warns(user.at() + ": USER has no effect: programs have no user");
            }
            case Instruction.StopSignal signal ->
                config =
                        config.withStopSignal(Signals.checked(scope.expand(signal.signal(), signal.at()), signal.at()));
            case Instruction.Health health -> config = config.withHealthCheck(health.check());
            case Instruction.Ignored ignored -> shop.listener().warns(ignored.at() + ": " + ignored.why());
            case Instruction.Copy _, Instruction.From _ -> throw new IllegalStateException("not one of the others");
        }
        if (!(instruction instanceof Instruction.Run) && !(instruction instanceof Instruction.Workdir)) {
            layers.note(step.text());
        }
    }

    private void run(Instruction.Run run, BuildStep step) throws IOException {
        List<String> words =
                run.words().isEmpty() ? ShellWords.split(run.line(), run.at(), scope.expander()) : run.words();
        layers.add(
                new RunPlan(
                        run.at(),
                        words,
                        scope.all(),
                        workingDir().toString(),
                        shop.snapshots(),
                        runner,
                        line -> shop.listener().output(step, line)),
                step);
        layers.finish();
    }

    private void workdir(Instruction.Workdir workdir, BuildStep step) throws IOException {
        ImagePath folder = Destination.absolute(scope.expand(workdir.path(), workdir.at()), workingDir());
        config = config.withWorkingDir(folder.toString());
        if (folder.isRoot()) {
            layers.note(step.text());
        } else {
            layers.add(new FolderPlan(folder, workdir.at()), step);
        }
    }

    private Map<String, String> labels(Instruction.Label label) {
        Map<String, String> labels = new TreeMap<>(config.labels());
        for (Instruction.Pair pair : label.labels()) {
            String value = pair.value();
            labels.put(scope.expand(pair.name(), label.at()), value == null ? "" : scope.expand(value, label.at()));
        }
        return labels;
    }

    private List<String> ports(Instruction.Expose expose) {
        List<String> ports = new ArrayList<>(config.exposedPorts());
        for (String word : expose.ports()) {
            ports.addAll(Ports.of(scope.expand(word, expose.at()), expose.at()));
        }
        return ports.stream().distinct().toList();
    }

    private List<String> volumes(Instruction.Volume volume) {
        List<String> volumes = new ArrayList<>(config.volumes());
        for (String word : volume.paths()) {
            String path = scope.expand(word, volume.at());
            checkVolume(path, volume.at());
            volumes.add(Destination.absolute(path, workingDir()).toString());
        }
        return volumes.stream().distinct().toList();
    }

    private static void checkVolume(String path, Position at) {
        if (ImagePath.normalized(path).isRoot()) {
            throw at.wrong("VOLUME must name a folder below the root, not \"" + path + "\"");
        }
    }
}
