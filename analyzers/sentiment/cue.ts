/** What a phrase does in a sentence; one phrase may do several things. */
export interface Cue {
  /** −3 … 3: praise or blame. */
  strength?: number;
  /** Turns the polar word that follows. */
  negates?: true;
  /** Multiplies the polar word that follows. */
  degree?: number;
  contrast?: true;
  concession?: true;
  wish?: true;
  /** Below 0: a rhetorical question is discontent in itself. */
  rhetoric?: number;
  thanks?: true;
  courtesy?: true;
  done?: true;
}

/** How a text speaks: as a message to the authorities, or as a review or post. The same words weigh differently. */
export type Register = "civic" | "review";
