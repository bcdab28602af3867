/** What a look at a module alone, without running it, tells about the risk of running it. */
@NullMarked
package io.wasmrunner.runtime.scan;

import org.jspecify.annotations.NullMarked;
