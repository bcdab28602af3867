/** One guest from its specification to its report: what it is given, its compiled code, its run. */
@NullMarked
package io.wasmrunner.runtime.guest;

import org.jspecify.annotations.NullMarked;
