package io.wasmrunner.core.sandbox;

import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.runtime.cache.Adoption;
import io.wasmrunner.runtime.engine.EngineProvider;
import io.wasmrunner.runtime.select.EngineCatalog;
import io.wasmrunner.runtime.worker.Questions;
import io.wasmrunner.sandbox.launch.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Does for a worker what it may not do itself. The worker is not trusted: it read a module that somebody sent. */
final class Helpdesk {
    /** Bytes of compiled code that one worker may have kept. */
    private static final long MAX_CODE = 1L << 30;

    private final StateFolder state;
    private final EngineCatalog engines;
    private final String digest;
    private final Path workshop;

    Helpdesk(StateFolder state, EngineCatalog engines, String digest, Path workshop) {
        this.state = state;
        this.engines = engines;
        this.digest = digest;
        this.workshop = workshop;
    }

    /** Answers until the worker asks no more: until its guest runs, or it has ended. */
    void serve(Channel channel) {
        String question;
        while ((question = channel.question()) != null) {
            channel.answer(isDone(question));
        }
    }

    private boolean isDone(String question) {
        try {
            if (question.startsWith(Questions.UNPACK)) {
                unpack(question.substring(Questions.UNPACK.length()));
                return true;
            }
            String[] words = question.split(" ", -1);
            if (question.startsWith(Questions.KEEP) && words.length == 3) {
                new Adoption(state.workersCode(digest).cache(), MAX_CODE).adopt(workshop, words[1], words[2]);
                return true;
            }
            return false;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private void unpack(String engine) throws IOException {
        EngineProvider provider =
                engines.find(engine).orElseThrow(() -> new IOException("there is no engine " + engine));
        provider.unpack(state.libraries());
    }
}
