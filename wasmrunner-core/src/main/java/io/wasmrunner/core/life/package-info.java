/** What is done to containers: making, starting, ending, removing them, and finding out how they are. */
@NullMarked
package io.wasmrunner.core.life;

import org.jspecify.annotations.NullMarked;
