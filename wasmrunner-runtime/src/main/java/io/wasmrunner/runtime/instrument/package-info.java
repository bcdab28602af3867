/**
 * Quotas written into modules: rewriting a module's bytes so that it cannot grow beyond a limit, counts the work it does
 * and the depth it calls to, on every engine alike. See {@link io.wasmrunner.runtime.instrument.Instrumenter}.
 */
@NullMarked
package io.wasmrunner.runtime.instrument;

import org.jspecify.annotations.NullMarked;
