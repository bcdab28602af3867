package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerName;
import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.container.ContainerStore;
import io.wasmrunner.core.container.GuestSettings;
import io.wasmrunner.core.container.LifeSettings;
import io.wasmrunner.core.container.Move;
import io.wasmrunner.core.container.Signal;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.module.ModuleLoader;
import io.wasmrunner.core.run.RunService;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.core.sandbox.RunEnd;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.core.volume.VolumeStore;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.select.EngineCatalog;
import io.wasmrunner.sandbox.shim.Attachment;
import io.wasmrunner.sandbox.shim.Reply;
import io.wasmrunner.sandbox.shim.ShimControl;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the commands do with the containers of this machine. Any number of processes may do it at once: each container is
 * changed by one at a time, and what one that was killed left behind is settled by the next that looks.
 */
public final class Containers implements AutoCloseable {
    private final ContainerStore store;
    private final VolumeStore volumeStore;
    private final ContainerVolumes volumes;
    private final ContainerEvents events;
    private final Truth truth;
    private final Ending ending;
    private final Creation creation;
    private final Starting starting;
    private final Execution execution;
    private final SelfProcess self;
    private final HealthWatch health;
    private final Images images;
    private final ContainerTrees trees;
    private final RunEnds ends;
    private final Changes changes;
    private final Upkeep upkeep;

    /**
     * Those in that state folder.
     *
     * @param self gives the words that start wasmrunner, for shims to call back
     * @param warnings hears of what was mended, and of what a sandbox lacks
     */
    public Containers(
            StateFolder state,
            Images images,
            ModuleLoader modules,
            EngineCatalog engines,
            Supplier<List<String>> self,
            Consumer<String> warnings) {
        this.store = new ContainerStore(state, warnings);
        this.volumeStore = new VolumeStore(state, warnings);
        this.volumes = new ContainerVolumes(volumeStore, store);
        this.events = new ContainerEvents(state, warnings);
        MemoryFolders memory = new MemoryFolders(store.files(), warnings);
        Removal removal = new Removal(store, volumes, memory, events);
        Resumption resumption = new Resumption(store, events);
        Settlement settlement = new Settlement(state, store, engines, events, resumption, removal, memory, warnings);
        this.truth = new Truth(store, settlement, resumption);
        this.ending = new Ending(store, truth, settlement, events);
        this.creation = new Creation(store, volumes, modules, events);
        this.starting = new Starting(
                state,
                store,
                volumeStore,
                memory,
                images,
                engines,
                modules,
                events,
                new ShimSettings(state, store.files(), self),
                warnings);
        this.execution = new Execution(store, volumeStore, memory, images, modules, events);
        this.self = new SelfProcess(state, self);
        this.images = images;
        this.trees = new ContainerTrees(
                store,
                images,
                modules,
                new MountSources(volumeStore, memory),
                new Stillness.Maker(store, truth, ending, events),
                warnings);
        this.health = new HealthWatch(store, truth, this.self, events);
        this.ends = new RunEnds(store, truth, settlement, new Deaths(state, warnings));
        this.changes = new Changes(store, truth, ending, removal, events);
        this.upkeep = new Upkeep(store, truth, settlement, changes);
    }

    public ContainerStore store() {
        return store;
    }

    public VolumeStore volumeStore() {
        return volumeStore;
    }

    public ContainerVolumes volumes() {
        return volumes;
    }

    /** Makes one. */
    public Container create(ContainerRequest request) throws IOException {
        return creation.create(request);
    }

    /**
     * By its name, its id, or the beginning of its id, as it is now.
     *
     * @throws io.wasmrunner.runtime.WasmrunnerException when there is none, or several begin so
     */
    public Container find(String text) throws IOException {
        return truth.of(store.find(text));
    }

    /** The same; empty when there is none. */
    public Optional<Container> search(String text) throws IOException {
        Optional<ContainerId> id = store.search(text);
        return id.isPresent() ? truth.find(id.get()) : Optional.empty();
    }

    /** All of them as they are now, the newest first. */
    public List<ContainerRow> list() throws IOException {
        return truth.list();
    }

    /** Those of them that run: quicker than {@link #list}. */
    public List<ContainerRow> running() throws IOException {
        return truth.running();
    }

    /** Starts it, and returns when its guest runs, or has run already. */
    public void start(ContainerId id) throws IOException {
        truth.of(id);
        starting.start(id, Streams.NONE, false).ifPresent(Attachment::close);
    }

    /**
     * The same, with its streams from the first byte on.
     *
     * @param input its standard input as well
     * @param settles whether the caller calls {@link #settleInstead} whenever a run has ended; its shim waits for that
     */
    public Attachment startAttached(ContainerId id, boolean input, boolean settles) throws IOException {
        events.add(truth.of(id), "attach");
        return starting.start(id, input ? Streams.BOTH : Streams.OUTPUT, settles)
                .orElseThrow();
    }

    /**
     * The streams of a container that runs.
     *
     * @param settles as with {@link #startAttached}
     * @throws WasmrunnerException {@link ErrorCode#CONFLICT} when it does not
     */
    public Attachment attach(Container container, boolean input, boolean settles) {
        container.after(Move.ATTACH);
        ShimControl shim =
                ShimControl.connect(store.files().folder(container.id())).orElse(null);
        Reply<Attachment> reply = shim == null ? new Reply.Gone<>() : shim.attach(input, true, settles);
        if (reply instanceof Reply.Done<Attachment>(Attachment attachment)) {
            events.add(container, "attach");
            return attachment;
        }
        if (shim != null) {
            shim.close();
        }
        throw new WasmrunnerException(
                ErrorCode.CONFLICT,
                "cannot attach to %s: %s"
                        .formatted(
                                container.name(),
                                reply instanceof Reply.Refused<Attachment>(String why) ? why : "it has just ended"));
    }

    /**
     * Ends its guest and waits for that; one that has ended is left as it is.
     *
     * @param signal instead of the container's own, or empty
     * @param timeout milliseconds until it is killed, instead of the container's own, or empty
     */
    public void stop(ContainerId id, Optional<Signal> signal, OptionalLong timeout) throws IOException {
        Container container = truth.of(id);
        LifeSettings life = container.spec().life();
        ending.stop(container, signal.orElse(life.stopSignal()), timeout.orElse(life.stopTimeout()));
    }

    /** Ends its guest if it runs, and starts it. */
    public void restart(ContainerId id, Optional<Signal> signal, OptionalLong timeout) throws IOException {
        stop(id, signal, timeout);
        start(id);
        store.read(id).ifPresent(container -> events.add(container, "restart"));
    }

    public void signal(ContainerId id, Signal signal) throws IOException {
        ending.signal(id, signal);
    }

    public void pause(ContainerId id) throws IOException {
        ending.pause(id);
    }

    public void unpause(ContainerId id) throws IOException {
        ending.unpause(id);
    }

    /**
     * Runs one more guest in it, with the standard streams of this process, to its end.
     *
     * @throws WasmrunnerException {@link ErrorCode#CONFLICT} when the container does not run, {@link ErrorCode#NOT_FOUND} when
     *     the module is not there
     */
    public RunEnd execute(ContainerId id, ExecRequest request, RunService service)
            throws IOException, InterruptedException {
        return execution.run(id, request, service);
    }

    /** The same, and does not wait: nobody sees its output, and it has no input. */
    public void executeDetached(Container container, ExecRequest request) throws IOException {
        execution.check(container, request);
        self.execute(container.id(), request);
    }

    /** The images that they are of. */
    public Images images() {
        return images;
    }

    /** Their files. */
    public ContainerTrees trees() {
        return trees;
    }

    /** Looks how well it is, by its health check, and writes that down. */
    public void look(ContainerId id) throws IOException, InterruptedException {
        health.look(id);
    }

    /** What is to be done about all of them. */
    public Upkeep upkeep() {
        return upkeep;
    }

    /**
     * Settles the run of a container that is over, for its shim.
     *
     * @return what the shim is to do next (docs/shim.md)
     */
    public String settle(ContainerId id) throws IOException {
        return ends.settle(id);
    }

    /** Writes down that its shim has started it again. */
    public void resumed(ContainerId id) throws IOException {
        try (Held _ = store.lock(id)) {
            Optional<Container> container = store.read(id);
            if (container.isPresent()) {
                truth.resumed(container.get());
            }
        }
    }

    /**
     * Settles the run of a container that is over, in place of the command that its shim would start; empty when others do
     * or did that. For who is attached to it.
     */
    public Optional<Settled> settleInstead(ContainerId id) throws IOException {
        return ends.settleInstead(id);
    }

    /**
     * Waits for the end of its guest.
     *
     * @return the exit code; empty when the container was removed and no event tells it
     */
    public OptionalInt await(ContainerId id) throws IOException {
        return ends.await(id);
    }

    /** Gives it another name. */
    public void rename(ContainerId id, ContainerName name) throws IOException {
        changes.rename(id, name);
    }

    /**
     * Changes its limits and how it is kept.
     *
     * @return what of that holds only from its next start on
     */
    public Postponed update(ContainerId id, GuestSettings guest, LifeSettings life) throws IOException {
        return changes.update(id, guest, life);
    }

    /**
     * Takes it away.
     *
     * @param force also when it runs: it is killed first
     * @param withVolumes also its volumes that nobody named
     */
    public void remove(ContainerId id, boolean force, boolean withVolumes) throws IOException {
        changes.remove(id, force, withVolumes);
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
