/** Running a guest in a worker process of its own, in the sandbox that the kernel enforces. */
@NullMarked
package io.wasmrunner.core.sandbox;

import org.jspecify.annotations.NullMarked;
