package io.pagesync.sandbox.answer;

/**
 * Who may log in.
 *
 * @param username accepted with {@code password} and any hostname
 * @param password the password
 * @param apiKey accepted with any state code
 */
public record Credentials(String username, String password, String apiKey) {
    /** User {@code demo} with {@code demo-password}, or the key {@code demo-key}. */
    public static final Credentials DEMO = new Credentials("demo", "demo-password", "demo-key");

    /** Names the user only. */
    @Override
    public String toString() {
        return "Credentials[username=" + username + "]";
    }
}
