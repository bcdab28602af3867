package io.wasmrunner.core.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.run.Outcome;
import io.wasmrunner.sandbox.launch.EndRecord;
import io.wasmrunner.sandbox.launch.Records;
import io.wasmrunner.sandbox.quota.Quotas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker says may be its guest's word. */
final class VerdictTest {
    private static RunEnd end(String... lines) {
        Records records = new Records();
        for (String line : lines) {
            int equals = line.indexOf('=');
            records.add(line.substring(0, equals), line.substring(equals + 1));
        }
        return new Verdict("/srv/app.wasm", Quotas.DEFAULT, EndRecord.parse(records.bytes(EndRecord.KIND))).end();
    }

    private static String refusal(String... lines) {
        WasmrunnerException refused = assertThrows(WasmrunnerException.class, () -> end(lines));
        assertEquals(ErrorCode.HOST, refused.code());
        return refused.getMessage();
    }

    @Test
    void the_launcher_says_what_killed_a_worker() {
        RunEnd.Killed killed = assertInstanceOf(
                RunEnd.Killed.class,
                end("signal=31", "worker.state=3", "worker.text=exited=0", "worker.text=signal=9"));

        assertEquals(31, killed.signal());
        assertEquals("app.wasm", killed.module());
    }

    @Test
    void the_launchers_deadline_is_the_guests_time() {
        RunEnd.Reported stopped = assertInstanceOf(RunEnd.Reported.class, end("signal=9", "stopped=deadline"));

        assertInstanceOf(Outcome.Stopped.class, stopped.report().outcome());
    }

    @ParameterizedTest
    @ValueSource(strings = {"signal=9", "exit=0"})
    void a_violation_of_no_kind_is_nonsense_however_the_worker_ended(String ending) {
        assertTrue(refusal(
                        ending,
                        "worker.state=4",
                        "worker.text=violation=NONE\u001fpath_open\u001f../x\u001fit leads out",
                        "worker.text=exited=0",
                        "worker.text=module=app.wasm",
                        "worker.text=engine=chicory",
                        "worker.text=engine-memory=0")
                .startsWith("the worker of /srv/app.wasm reported nonsense: "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"exited=x", "stopped=LUNCH\u001f1", "trapped=DOOR", "returned=3", "returned=99999999999999999999"
            })
    void an_end_without_sense_is_nonsense(String outcome) {
        assertTrue(refusal(
                        "exit=0",
                        "worker.state=4",
                        "worker.text=" + outcome,
                        "worker.text=module=app.wasm",
                        "worker.text=engine=chicory",
                        "worker.text=engine-memory=0")
                .startsWith("the worker of /srv/app.wasm reported nonsense: "));
    }

    @Test
    void a_worker_that_ends_without_a_word_failed() {
        assertEquals("the worker of /srv/app.wasm failed: it ended with status 0", refusal("exit=0", "worker.state=3"));
    }
}
