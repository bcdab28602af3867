package io.wasmrunner.runtime.scan;

/** Kinds of secrets, by how surely their form tells them. */
enum SecretKind {
    PRIVATE_KEY("a private key (PEM)", true),
    AWS_KEY("an AWS access key id", true),
    GITHUB_TOKEN("a GitHub token", true),
    GITLAB_TOKEN("a GitLab token", true),
    SLACK_TOKEN("a Slack token", true),
    STRIPE_KEY("a Stripe key", true),
    GOOGLE_KEY("a Google API key", true),
    NPM_TOKEN("an npm token", true),
    WEB_TOKEN("a JSON web token", false),
    URL_PASSWORD("an address with a password", false),
    ASSIGNMENT("what looks like a password or key", false);

    private final String words;
    private final boolean sure;

    SecretKind(String words, boolean sure) {
        this.words = words;
        this.sure = sure;
    }

    String words() {
        return words;
    }

    boolean isSure() {
        return sure;
    }
}
