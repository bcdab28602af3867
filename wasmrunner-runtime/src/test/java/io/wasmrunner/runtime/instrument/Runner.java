package io.wasmrunner.runtime.instrument;

/** A module instantiated on some engine, with its exports to call. */
interface Runner extends AutoCloseable {
    /** Numbers as their raw bits, 32-bit ones sign-extended. Throws when the guest traps. */
    long[] call(String name, long... arguments);

    default long one(String name, long... arguments) {
        return call(name, arguments)[0];
    }

    @Override
    void close();

    /** The ways to run a module. */
    enum On {
        CHICORY_INTERPRETED {
            @Override
            Runner run(byte[] bytes) {
                return ChicoryRunner.interpreted(bytes);
            }
        },
        CHICORY_COMPILED {
            @Override
            Runner run(byte[] bytes) {
                return ChicoryRunner.compiled(bytes);
            }
        },
        WASMTIME {
            @Override
            Runner run(byte[] bytes) {
                return new WasmtimeRunner(bytes);
            }
        };

        abstract Runner run(byte[] bytes);
    }
}
