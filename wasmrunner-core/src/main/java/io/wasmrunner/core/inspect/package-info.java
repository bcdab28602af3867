/** What a module is, told to people and programs. */
@NullMarked
package io.wasmrunner.core.inspect;

import org.jspecify.annotations.NullMarked;
