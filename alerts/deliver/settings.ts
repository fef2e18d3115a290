/** How hard it is tried to deliver a message. Durations are ms. */
export interface DeliverySettings {
  /** Channels that send at the same time; each sends one message at a time. */
  concurrency: number;
  /** One attempt takes no longer. */
  timeout: number;
  /** The wait after the first failure; it doubles up to the longest. */
  firstWait: number;
  longestWait: number;
  /** A message that was made to wait so long in all is given up. */
  patience: number;
  /** After so many failures on one channel the next one is tried. */
  failures: number;
  /** After so many failures in a row, of any messages, a channel is left alone, for a while that doubles up to the longest wait. */
  breakAfter: number;
  breakFor: number;
  /** How often it is looked for what is due. */
  poll: number;
  /** When it is told to stop: how long attempts under way may go on. */
  grace: number;
}

const MINUTE = 60_000;

export const DEFAULT_DELIVERY_SETTINGS: DeliverySettings = {
  concurrency: 8,
  timeout: 20_000,
  firstWait: 5_000,
  longestWait: 15 * MINUTE,
  patience: 24 * 60 * MINUTE,
  failures: 3,
  breakAfter: 5,
  breakFor: MINUTE,
  poll: 1_000,
  grace: 5_000,
};
