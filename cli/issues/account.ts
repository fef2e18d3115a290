import { userInfo } from "node:os";

/** Who corrects at a terminal: the account of the operating system, for the record of corrections. */
export function account(env: Readonly<Record<string, string | undefined>>): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return env.USER ?? "cli";
  }
}
