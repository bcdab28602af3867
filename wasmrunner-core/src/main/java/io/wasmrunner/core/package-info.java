/** What a module is known by everywhere: its digest. */
@NullMarked
package io.wasmrunner.core;

import org.jspecify.annotations.NullMarked;
