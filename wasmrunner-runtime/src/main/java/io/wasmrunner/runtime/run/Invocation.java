package io.wasmrunner.runtime.run;

import java.util.List;

/** What of a module is to be called. */
public sealed interface Invocation {

    /** The module as a whole: {@code _start} of a command; a reactor or a plain module is only set up. */
    record Start() implements Invocation {}

    /** One exported function, after a reactor's {@code _initialize}. {@code arguments} as the user wrote them. */
    record Export(String name, List<String> arguments) implements Invocation {
        public Export {
            arguments = List.copyOf(arguments);
        }
    }
}
