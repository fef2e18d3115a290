/** The known days of a history, oldest first, without its gaps. */
export interface Days {
  n: number;
  readonly counts: Float64Array;
  readonly classes: Uint8Array;
  /** Days between this day and the end of the history, the last one has 0. */
  readonly age: Int32Array;
  /** Level around the day, on the scale of an average day, without day factors. */
  readonly level: Float64Array;
  /** 1 where the day belongs to a past burst or an outage and is left out of every estimate. */
  readonly aside: Uint8Array;
}
