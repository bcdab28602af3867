/** The host ABI over a memory of bytes and a host that keeps what it is told. */
@NullMarked
package io.wasmrunner.runtime.abi;

import org.jspecify.annotations.NullMarked;
