/**
 * The confined file system: every path a guest names is resolved beneath the directory it was given, by the
 * kernel where it can ({@code openat2}), by java.nio elsewhere.
 */
@NullMarked
package io.wasmrunner.sandbox.fs;

import org.jspecify.annotations.NullMarked;
