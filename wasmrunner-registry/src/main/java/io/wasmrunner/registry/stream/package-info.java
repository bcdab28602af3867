/** What streams of bytes have in common. */
@NullMarked
package io.wasmrunner.registry.stream;

import org.jspecify.annotations.NullMarked;
