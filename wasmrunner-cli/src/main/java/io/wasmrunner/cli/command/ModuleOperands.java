package io.wasmrunner.cli.command;

import java.io.File;

/** Tells files with modules from names of images. */
final class ModuleOperands {
    private ModuleOperands() {}

    /** Whether it is a file, or meant to be one: the name of an image has no dot ahead and no ending of a module. */
    static boolean isFile(String operand) {
        return operand.endsWith(".wasm")
                || operand.endsWith(".wat")
                || operand.equals("-")
                || operand.startsWith("/")
                || operand.startsWith(".")
                || operand.isEmpty()
                || new File(operand).exists();
    }
}
