package io.wasmrunner.runtime.scan;

/**
 * A token that its beginning tells.
 *
 * @param length characters after the prefix
 * @param exact no more than that many
 */
record TokenForm(String prefix, SecretKind kind, int length, boolean exact) {
    static final TokenForm[] ALL = {
        new TokenForm("AKIA", SecretKind.AWS_KEY, 16, true),
        new TokenForm("ASIA", SecretKind.AWS_KEY, 16, true),
        new TokenForm("AIza", SecretKind.GOOGLE_KEY, 35, true),
        new TokenForm("ghp_", SecretKind.GITHUB_TOKEN, 36, false),
        new TokenForm("gho_", SecretKind.GITHUB_TOKEN, 36, false),
        new TokenForm("ghu_", SecretKind.GITHUB_TOKEN, 36, false),
        new TokenForm("ghs_", SecretKind.GITHUB_TOKEN, 36, false),
        new TokenForm("ghr_", SecretKind.GITHUB_TOKEN, 36, false),
        new TokenForm("github_pat_", SecretKind.GITHUB_TOKEN, 22, false),
        new TokenForm("glpat-", SecretKind.GITLAB_TOKEN, 20, false),
        new TokenForm("npm_", SecretKind.NPM_TOKEN, 36, true),
        new TokenForm("rk_live_", SecretKind.STRIPE_KEY, 24, false),
        new TokenForm("sk_live_", SecretKind.STRIPE_KEY, 24, false),
        new TokenForm("xapp-", SecretKind.SLACK_TOKEN, 20, false),
        new TokenForm("xoxa-", SecretKind.SLACK_TOKEN, 20, false),
        new TokenForm("xoxb-", SecretKind.SLACK_TOKEN, 20, false),
        new TokenForm("xoxp-", SecretKind.SLACK_TOKEN, 20, false),
        new TokenForm("xoxr-", SecretKind.SLACK_TOKEN, 20, false),
        new TokenForm("xoxs-", SecretKind.SLACK_TOKEN, 20, false)
    };

    boolean fits(int found) {
        return exact ? found == length : found >= length;
    }
}
