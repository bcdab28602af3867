package io.wasmrunner.registry.build;

/** Is told how a build goes on, by the thread that builds. */
public interface BuildListener {
    /** Does not listen. */
    BuildListener NONE = new BuildListener() {
        @Override
        public void begins(BuildStep step) {}

        @Override
        public void cached(BuildStep step) {}

        @Override
        public void output(BuildStep step, String line) {}

        @Override
        public void warns(String warning) {}
    };

    void begins(BuildStep step);

    /** Its layer was made earlier; it may be told after later steps began. */
    void cached(BuildStep step);

    /** A line that a program of RUN wrote. */
    void output(BuildStep step, String line);

    void warns(String warning);
}
