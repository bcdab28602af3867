/** One guest from its first instruction to how it ended, under its quotas. */
@NullMarked
package io.wasmrunner.runtime.run;

import org.jspecify.annotations.NullMarked;
