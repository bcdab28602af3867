/** The images of this machine: what they are, what they are called, and when they can go. */
@NullMarked
package io.wasmrunner.registry.image;

import org.jspecify.annotations.NullMarked;
