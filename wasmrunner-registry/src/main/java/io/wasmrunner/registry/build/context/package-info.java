/** What files a build may copy: the context, what is ignored of it, and patterns of names. */
@NullMarked
package io.wasmrunner.registry.build.context;

import org.jspecify.annotations.NullMarked;
