package io.wasmrunner.core.sandbox;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.util.Optional;
import java.util.function.Consumer;

/** Whether a guest runs in a worker, by what the user wants and what there is. */
public final class WorkerChoice {
    private WorkerChoice() {}

    /**
     * Whether it does.
     *
     * @param warnings hears when it should and cannot
     * @throws WasmrunnerException when it must and cannot
     */
    public static boolean inWorker(SandboxMode mode, Consumer<String> warnings) {
        if (mode == SandboxMode.OFF) {
            return false;
        }
        Optional<String> problem = Workers.problem();
        if (problem.isEmpty()) {
            return true;
        }
        if (mode == SandboxMode.REQUIRED) {
            throw new WasmrunnerException(
                    ErrorCode.HOST, "cannot give the sandbox that --sandbox required asks for: " + problem.get());
        }
        if (mode == SandboxMode.STRICT) {
            warnings.accept("there is no sandbox around the guest but WASI's own checks: " + problem.get()
                    + " (--sandbox off hides this)");
        }
        return false;
    }
}
