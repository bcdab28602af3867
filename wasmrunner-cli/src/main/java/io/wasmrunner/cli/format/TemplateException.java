package io.wasmrunner.cli.format;

/** What is wrong with a template. */
final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message);
    }
}
