package io.wasmrunner.cli.command;

import io.wasmrunner.registry.digest.Digest;
import java.io.File;

/** Modules that a command line names: by a file, or by the digest of one that need not be there any more. */
final class Digests {
    private Digests() {}

    static boolean isFile(String operand) {
        return operand.equals("-") || new File(operand).exists();
    }

    /** The digest of the module in a file, as a run of it has it. */
    static Digest ofFile(String operand, Context context) {
        return Digest.sha256(context.modules().load(operand).info().binary().sha256());
    }
}
