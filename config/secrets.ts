/** Secrets shorter than this are left alone: hiding every "1" would make messages unreadable. */
const SHORTEST_SECRET = 4;

/** Puts *** in the place of every secret in a text. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length)
    .reduce((hidden, secret) => hidden.replaceAll(secret, "***"), text);
}
