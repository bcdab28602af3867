/** What of a run needs no engine. */
@NullMarked
package io.wasmrunner.runtime.run;

import org.jspecify.annotations.NullMarked;
