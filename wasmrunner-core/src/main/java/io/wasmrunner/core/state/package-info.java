/** Where wasmrunner keeps what lasts. */
@NullMarked
package io.wasmrunner.core.state;

import org.jspecify.annotations.NullMarked;
