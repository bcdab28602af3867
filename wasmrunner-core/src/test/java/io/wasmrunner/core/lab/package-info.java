/** Hands tests what they share; apart from the exported packages, whose public types may not show JUnit's. */
@NullMarked
package io.wasmrunner.core.lab;

import org.jspecify.annotations.NullMarked;
