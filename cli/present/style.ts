/** Colours and emphasis, or nothing of them where they are not wanted. */
export interface Style {
  readonly colour: boolean;
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  cyan(text: string): string;
}

function paint(open: number, close: number, colour: boolean): (text: string) => string {
  return (text) => (colour && text !== "" ? `\u001b[${open}m${text}\u001b[${close}m` : text);
}

export function makeStyle(colour: boolean): Style {
  return {
    colour,
    bold: paint(1, 22, colour),
    dim: paint(2, 22, colour),
    red: paint(31, 39, colour),
    green: paint(32, 39, colour),
    yellow: paint(33, 39, colour),
    cyan: paint(36, 39, colour),
  };
}

export const PLAIN: Style = makeStyle(false);

/**
 * Whether a stream gets colours: never with `--no-color`, `NO_COLOR` (any value) or a dumb terminal; else where it is a
 * terminal, or `FORCE_COLOR` is set and not 0.
 */
export function wantsColour(
  stream: { isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
  flag: boolean,
): boolean {
  if (!flag || env.NO_COLOR || env.TERM === "dumb") return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0";
  return stream.isTTY === true;
}
