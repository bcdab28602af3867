package io.wasmrunner.cli;

import io.wasmrunner.cli.command.AuditCommand;
import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.CompileCommand;
import io.wasmrunner.cli.command.CompletionCommand;
import io.wasmrunner.cli.command.CreateCommand;
import io.wasmrunner.cli.command.EnginesCommand;
import io.wasmrunner.cli.command.ExecCommand;
import io.wasmrunner.cli.command.ExecHereCommand;
import io.wasmrunner.cli.command.InspectCommand;
import io.wasmrunner.cli.command.PolicyCommand;
import io.wasmrunner.cli.command.QuarantineCommand;
import io.wasmrunner.cli.command.RunCommand;
import io.wasmrunner.cli.command.ScanCommand;
import io.wasmrunner.cli.command.SystemCheckCommand;
import io.wasmrunner.cli.command.SystemDfCommand;
import io.wasmrunner.cli.command.SystemRepairCommand;
import io.wasmrunner.cli.command.SystemVerifyCommand;
import io.wasmrunner.cli.command.UpdateCommand;
import io.wasmrunner.cli.command.ValidateCommand;
import io.wasmrunner.cli.command.VersionCommand;
import io.wasmrunner.cli.command.ViolationsCommand;
import io.wasmrunner.cli.command.compose.ComposeConfigCommand;
import io.wasmrunner.cli.command.compose.ComposeDownCommand;
import io.wasmrunner.cli.command.compose.ComposeLogsCommand;
import io.wasmrunner.cli.command.compose.ComposePsCommand;
import io.wasmrunner.cli.command.compose.ComposePullCommand;
import io.wasmrunner.cli.command.compose.ComposeRestartCommand;
import io.wasmrunner.cli.command.compose.ComposeStartCommand;
import io.wasmrunner.cli.command.compose.ComposeStopCommand;
import io.wasmrunner.cli.command.compose.ComposeUpCommand;
import io.wasmrunner.cli.command.config.ConfigEditCommand;
import io.wasmrunner.cli.command.config.ConfigGetCommand;
import io.wasmrunner.cli.command.config.ConfigLsCommand;
import io.wasmrunner.cli.command.config.ConfigSetCommand;
import io.wasmrunner.cli.command.config.ConfigUnsetCommand;
import io.wasmrunner.cli.command.container.AttachCommand;
import io.wasmrunner.cli.command.container.CommitCommand;
import io.wasmrunner.cli.command.container.ContainerPruneCommand;
import io.wasmrunner.cli.command.container.CpCommand;
import io.wasmrunner.cli.command.container.DiffCommand;
import io.wasmrunner.cli.command.container.EventsCommand;
import io.wasmrunner.cli.command.container.ExportCommand;
import io.wasmrunner.cli.command.container.GenerateSystemdCommand;
import io.wasmrunner.cli.command.container.KillCommand;
import io.wasmrunner.cli.command.container.LogsCommand;
import io.wasmrunner.cli.command.container.PauseCommand;
import io.wasmrunner.cli.command.container.PortCommand;
import io.wasmrunner.cli.command.container.PsCommand;
import io.wasmrunner.cli.command.container.ReconcileCommand;
import io.wasmrunner.cli.command.container.RenameCommand;
import io.wasmrunner.cli.command.container.RmCommand;
import io.wasmrunner.cli.command.container.ShimCommand;
import io.wasmrunner.cli.command.container.StartCommand;
import io.wasmrunner.cli.command.container.StatsCommand;
import io.wasmrunner.cli.command.container.StopCommand;
import io.wasmrunner.cli.command.container.SystemStartCommand;
import io.wasmrunner.cli.command.container.TopCommand;
import io.wasmrunner.cli.command.container.WaitCommand;
import io.wasmrunner.cli.command.image.BuildCommand;
import io.wasmrunner.cli.command.image.CopyCommand;
import io.wasmrunner.cli.command.image.HistoryCommand;
import io.wasmrunner.cli.command.image.ImagePruneCommand;
import io.wasmrunner.cli.command.image.ImagesCommand;
import io.wasmrunner.cli.command.image.ImportCommand;
import io.wasmrunner.cli.command.image.LoadCommand;
import io.wasmrunner.cli.command.image.ManifestInspectCommand;
import io.wasmrunner.cli.command.image.PullCommand;
import io.wasmrunner.cli.command.image.PushCommand;
import io.wasmrunner.cli.command.image.RmiCommand;
import io.wasmrunner.cli.command.image.SaveCommand;
import io.wasmrunner.cli.command.image.SearchCommand;
import io.wasmrunner.cli.command.image.SystemPruneCommand;
import io.wasmrunner.cli.command.image.TagCommand;
import io.wasmrunner.cli.command.registry.CheckConfigCommand;
import io.wasmrunner.cli.command.registry.LoginCommand;
import io.wasmrunner.cli.command.registry.LogoutCommand;
import io.wasmrunner.cli.command.registry.RegistryExportCommand;
import io.wasmrunner.cli.command.registry.RegistryGcCommand;
import io.wasmrunner.cli.command.registry.RegistryImportCommand;
import io.wasmrunner.cli.command.registry.RegistryVerifyCommand;
import io.wasmrunner.cli.command.registry.ServeCommand;
import io.wasmrunner.cli.command.registry.UserCommand;
import io.wasmrunner.cli.command.signing.KeyGenerateCommand;
import io.wasmrunner.cli.command.signing.SignCommand;
import io.wasmrunner.cli.command.signing.VerifyCommand;
import io.wasmrunner.cli.command.volume.VolumeCreateCommand;
import io.wasmrunner.cli.command.volume.VolumeInspectCommand;
import io.wasmrunner.cli.command.volume.VolumeLsCommand;
import io.wasmrunner.cli.command.volume.VolumePruneCommand;
import io.wasmrunner.cli.command.volume.VolumeRmCommand;
import java.util.List;
import java.util.Optional;

/** All commands. */
final class Commands {
    private Commands() {}

    /** The command of that name, the only one to be loaded. */
    static Optional<Command> find(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "run" -> new RunCommand();
                    case "images", "image ls", "image list" -> new ImagesCommand();
                    case "tag", "image tag" -> new TagCommand();
                    case "rmi", "image rm", "image remove" -> new RmiCommand();
                    case "history", "image history" -> new HistoryCommand();
                    case "image prune" -> new ImagePruneCommand();
                    case "inspect", "image inspect", "container inspect" -> new InspectCommand();
                    case "validate" -> new ValidateCommand();
                    case "compile" -> new CompileCommand();
                    case "policy" -> new PolicyCommand();
                    case "violations" -> new ViolationsCommand();
                    case "quarantine" -> new QuarantineCommand();
                    case "audit" -> new AuditCommand();
                    case "scan" -> new ScanCommand();
                    case "engines" -> new EnginesCommand();
                    case "system check" -> new SystemCheckCommand();
                    case "system df" -> new SystemDfCommand();
                    case "system verify" -> new SystemVerifyCommand();
                    case "system repair" -> new SystemRepairCommand();
                    case "pull", "image pull" -> new PullCommand();
                    case "push", "image push" -> new PushCommand();
                    case "copy" -> new CopyCommand();
                    case "search" -> new SearchCommand();
                    case "manifest inspect" -> new ManifestInspectCommand();
                    case "login" -> new LoginCommand();
                    case "logout" -> new LogoutCommand();
                    case "registry serve" -> new ServeCommand();
                    case "build", "image build" -> new BuildCommand();
                    case "key generate" -> new KeyGenerateCommand();
                    case "sign" -> new SignCommand();
                    case "verify" -> new VerifyCommand();
                    case "save", "image save" -> new SaveCommand();
                    case "load", "image load" -> new LoadCommand();
                    case "import", "image import" -> new ImportCommand();
                    case "registry check-config" -> new CheckConfigCommand();
                    case "registry user" -> new UserCommand();
                    case "registry gc" -> new RegistryGcCommand();
                    case "registry verify" -> new RegistryVerifyCommand();
                    case "system prune" -> new SystemPruneCommand();
                    case "registry export" -> new RegistryExportCommand();
                    case "registry import" -> new RegistryImportCommand();
                    case "start", "container start" -> new StartCommand();
                    case "ps", "container ls", "container list", "container ps" -> new PsCommand();
                    case "stop", "container stop" -> StopCommand.stop();
                    case "restart", "container restart" -> StopCommand.restart();
                    case "kill", "container kill" -> new KillCommand();
                    case "pause", "container pause" -> PauseCommand.pause();
                    case "unpause", "container unpause" -> PauseCommand.unpause();
                    case "wait", "container wait" -> new WaitCommand();
                    case "rm", "container rm", "container remove" -> new RmCommand();
                    case "rename", "container rename" -> new RenameCommand();
                    case "port", "container port" -> new PortCommand();
                    case "logs", "container logs" -> new LogsCommand();
                    case "events", "system events" -> new EventsCommand();
                    case "stats", "container stats" -> new StatsCommand();
                    case "top", "container top" -> new TopCommand();
                    case "container prune" -> new ContainerPruneCommand();
                    case "exec", "container exec" -> new ExecCommand();
                    case "cp", "container cp" -> new CpCommand();
                    case "diff", "container diff" -> new DiffCommand();
                    case "export", "container export" -> new ExportCommand();
                    case "commit", "container commit" -> new CommitCommand();
                    case "volume create" -> new VolumeCreateCommand();
                    case "volume ls", "volume list" -> new VolumeLsCommand();
                    case "volume inspect" -> new VolumeInspectCommand();
                    case "volume rm", "volume remove" -> new VolumeRmCommand();
                    case "volume prune" -> new VolumePruneCommand();
                    case "create", "container create" -> new CreateCommand();
                    case "container run" -> new RunCommand();
                    // What shims call: no list shows it.
                    case "container-settle" -> ShimCommand.settle();
                    case "container-resumed" -> ShimCommand.resumed();
                    case "container-health" -> ShimCommand.health();
                    case "generate systemd" -> new GenerateSystemdCommand();
                    case "attach", "container attach" -> new AttachCommand();
                    case "system reconcile" -> new ReconcileCommand();
                    case "system start" -> new SystemStartCommand();
                    case "update", "container update" -> new UpdateCommand();
                    case "container-exec" -> new ExecHereCommand();
                    case "compose up" -> new ComposeUpCommand();
                    case "compose down" -> new ComposeDownCommand();
                    case "compose ps" -> new ComposePsCommand();
                    case "compose logs" -> new ComposeLogsCommand();
                    case "compose config" -> new ComposeConfigCommand();
                    case "compose start" -> new ComposeStartCommand();
                    case "compose stop" -> new ComposeStopCommand();
                    case "compose restart" -> new ComposeRestartCommand();
                    case "compose pull" -> new ComposePullCommand();
                    case "config ls", "config list" -> new ConfigLsCommand();
                    case "config get" -> new ConfigGetCommand();
                    case "config set" -> new ConfigSetCommand();
                    case "config unset" -> new ConfigUnsetCommand();
                    case "config edit" -> new ConfigEditCommand();
                    case "version" -> new VersionCommand();
                    case "completion" -> new CompletionCommand(Commands::all);
                    default -> null;
                });
    }

    /** In the order that help lists them. */
    static List<Command> all() {
        return List.of(
                new RunCommand(),
                new CreateCommand(),
                new StartCommand(),
                new InspectCommand(),
                new PsCommand(),
                StopCommand.stop(),
                StopCommand.restart(),
                new KillCommand(),
                PauseCommand.pause(),
                PauseCommand.unpause(),
                new WaitCommand(),
                new RmCommand(),
                new RenameCommand(),
                new PortCommand(),
                new LogsCommand(),
                new EventsCommand(),
                new ExecCommand(),
                new StatsCommand(),
                new TopCommand(),
                new CpCommand(),
                new DiffCommand(),
                new ExportCommand(),
                new CommitCommand(),
                new ContainerPruneCommand(),
                new VolumeCreateCommand(),
                new VolumeLsCommand(),
                new VolumeInspectCommand(),
                new VolumeRmCommand(),
                new VolumePruneCommand(),
                new AttachCommand(),
                new UpdateCommand(),
                new GenerateSystemdCommand(),
                new ComposeUpCommand(),
                new ComposeDownCommand(),
                new ComposePsCommand(),
                new ComposeLogsCommand(),
                new ComposeConfigCommand(),
                new ComposeStartCommand(),
                new ComposeStopCommand(),
                new ComposeRestartCommand(),
                new ComposePullCommand(),
                new ValidateCommand(),
                new CompileCommand(),
                new BuildCommand(),
                new ImagesCommand(),
                new PullCommand(),
                new PushCommand(),
                new CopyCommand(),
                new TagCommand(),
                new RmiCommand(),
                new HistoryCommand(),
                new ImagePruneCommand(),
                new SaveCommand(),
                new LoadCommand(),
                new ImportCommand(),
                new SearchCommand(),
                new ManifestInspectCommand(),
                new LoginCommand(),
                new LogoutCommand(),
                new ServeCommand(),
                new KeyGenerateCommand(),
                new SignCommand(),
                new VerifyCommand(),
                new CheckConfigCommand(),
                new UserCommand(),
                new RegistryGcCommand(),
                new RegistryVerifyCommand(),
                new RegistryExportCommand(),
                new RegistryImportCommand(),
                new PolicyCommand(),
                new ScanCommand(),
                new ViolationsCommand(),
                new QuarantineCommand(),
                new AuditCommand(),
                new EnginesCommand(),
                new SystemCheckCommand(),
                new SystemDfCommand(),
                new SystemPruneCommand(),
                new SystemVerifyCommand(),
                new SystemRepairCommand(),
                new ReconcileCommand(),
                new SystemStartCommand(),
                new ConfigLsCommand(),
                new ConfigGetCommand(),
                new ConfigSetCommand(),
                new ConfigUnsetCommand(),
                new ConfigEditCommand(),
                new VersionCommand(),
                new CompletionCommand(Commands::all));
    }
}
