package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Context;
import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.Reason;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same to several containers; what fails for one does not keep the others from it. */
public final class Each {
    /** Threads of the platform: waiting for a shim happens in native code, where a virtual one would keep its carrier. */
    private static final int AT_ONCE = 64;

    private Each() {}

    /** Something done to one. */
    public interface Action {
        void act(Containers containers, Container container) throws IOException, InterruptedException;
    }

    /**
     * Does it to all, at once when there are several, and prints what the user called each for which it was done.
     *
     * @return the exit code: 1 when it failed for any, as Docker has it
     */
    public static int of(List<String> names, Context context, Action action) throws IOException, InterruptedException {
        return of(names, context, false, action);
    }

    /** The same; {@code missingIsFine} for one that is not there. */
    public static int of(List<String> names, Context context, boolean missingIsFine, Action action)
            throws IOException, InterruptedException {
        return all(names, context, missingIsFine, true, action);
    }

    /** The same, and prints nothing of its own. */
    static int quietly(List<String> names, Context context, Action action) throws IOException, InterruptedException {
        return all(names, context, false, false, action);
    }

    private static int all(List<String> names, Context context, boolean missingIsFine, boolean named, Action action)
            throws IOException, InterruptedException {
        int code = 0;
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            if (names.size() == 1) {
                return report(attempt(names.getFirst(), containers, missingIsFine, named, action), context);
            }
            List<Future<Result>> results = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(Math.min(names.size(), AT_ONCE))) {
                for (String name : names) {
                    results.add(threads.submit(() -> attempt(name, containers, missingIsFine, named, action)));
                }
                for (Future<Result> result : results) {
                    code |= report(result.get(), context);
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return code;
    }

    /** What is to be printed: on stdout when it was done, else as a warning. */
    private record Result(boolean done, String text) {}

    private static int report(Result result, Context context) {
        if (!result.done()) {
            context.warn(result.text());
            return 1;
        }
        if (!result.text().isEmpty()) {
            context.out().println(result.text());
        }
        return 0;
    }

    private static Result attempt(
            String name, Containers containers, boolean missingIsFine, boolean named, Action action)
            throws InterruptedException {
        try {
            action.act(containers, containers.find(name));
            return new Result(true, named ? name : "");
        } catch (WasmrunnerException e) {
            return e.code() == ErrorCode.NOT_FOUND && missingIsFine
                    ? new Result(true, "")
                    : new Result(false, String.valueOf(e.getMessage()));
        } catch (RegistryException e) {
            return new Result(false, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Result(false, "input or output failed: " + Reason.of(e));
        }
    }
}
