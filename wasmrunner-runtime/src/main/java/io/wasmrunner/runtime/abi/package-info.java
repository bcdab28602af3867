/**
 * The host ABI beside WASI: {@code log}, {@code read_sensor} and {@code send_alert}, importable from {@code env} and
 * from {@code wasmrunner}. Each is a capability that has to be granted.
 */
@NullMarked
package io.wasmrunner.runtime.abi;

import org.jspecify.annotations.NullMarked;
