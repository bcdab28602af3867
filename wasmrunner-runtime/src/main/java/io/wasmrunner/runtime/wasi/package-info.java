/**
 * WASI preview 1 and the older {@code wasi_unstable}, written once over the sandbox's files, streams and meters, and
 * given to every engine alike. Where the specification leaves room, an operation ends as Wasmtime ends it.
 */
@NullMarked
package io.wasmrunner.runtime.wasi;

import org.jspecify.annotations.NullMarked;
