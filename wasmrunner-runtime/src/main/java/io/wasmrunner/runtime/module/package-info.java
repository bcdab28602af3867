/**
 * Reading modules: our own reader of the WebAssembly binary format (Core Specification 2.0, chapter 5, and the proposals
 * in use), independent of any engine, fast enough for every start, and safe on hostile bytes: whatever is wrong comes
 * out as a {@link io.wasmrunner.runtime.module.ModuleException}. Types are not checked; engines do that.
 */
@NullMarked
package io.wasmrunner.runtime.module;

import org.jspecify.annotations.NullMarked;
