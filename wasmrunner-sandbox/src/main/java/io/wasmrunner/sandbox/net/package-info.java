/** A guest's connections: who makes them, how many there may be, and how much goes through them. */
@NullMarked
package io.wasmrunner.sandbox.net;

import org.jspecify.annotations.NullMarked;
