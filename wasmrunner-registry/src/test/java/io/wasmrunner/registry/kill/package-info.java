/** What is left of the stores when processes are killed in the middle of anything. */
@NullMarked
package io.wasmrunner.registry.kill;

import org.jspecify.annotations.NullMarked;
