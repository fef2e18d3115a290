import { say } from "../../core/localized.js";
import { type AlertText, moreText } from "./alert-text.js";
import { cutBytes } from "./bytes.js";
import { fitLines, type Place, packParts, placeText } from "./parts.js";
import { LABELS } from "./words.js";

/** A piece of a robot's message that is never cut. `text` is not escaped. */
export interface Block {
  kind: "heading" | "sentence" | "quote" | "note";
  text: string;
  links: Link[];
}

export interface Link {
  label: string;
  url: string;
}

/** One message of a robot, in words: `closing` holds the links, in the last part only. */
export interface RobotPart {
  /** Headline with the number of the part: ●●●●【红色预警】停水 (1/3). */
  headline: string;
  blocks: Block[];
  closing: Link[];
}

/** The longest text of a block, bytes: short enough to fit in any robot's message beside a headline and links. */
const LONGEST_BLOCK = 1_500;

/**
 * A notification as messages of a robot: split between blocks, numbered, links in the last part; where more than three
 * were needed, one message that lists as many cases as fit and says how many more there are.
 * @param fits whether a message, in the robot's own form, keeps its limit
 */
export function robotParts(text: AlertText, fits: (part: RobotPart) => boolean): RobotPart[] {
  const blocks = blocksOf(text);
  const make = (part: readonly Block[], place: Place): RobotPart => ({
    headline: `${text.headline}${placeText(place)}`,
    blocks: [...part],
    closing: place.number === place.of ? closingOf(text, place.of > 1) : [],
  });
  const packed = packParts(blocks, (part, place) => fits(make(part, place)));
  if (!packed) return [summary(text, fits)];
  return packed.map((part, index) => make(part, { number: index + 1, of: packed.length }));
}

/**
 * One message with a line for each of as many cases as fit, and how many more there are: what is sent in the place of
 * more than three parts, or where the robot finds a message too long after all.
 */
export function summary(text: AlertText, fits: (part: RobotPart) => boolean): RobotPart {
  const make = (lines: readonly string[], left: number): RobotPart => {
    const more = moreText(text.language, text.more + left);
    return {
      headline: text.headline,
      blocks: [
        ...(text.lead ? [note(text.lead)] : []),
        ...lines.map((line) => ({ kind: "heading" as const, text: cutBytes(line, LONGEST_BLOCK), links: [] })),
        ...(more ? [note(more)] : []),
        note(text.sent),
      ],
      closing: closingOf(text, true),
    };
  };
  const lines = text.cases.map(({ heading }) => heading);
  const { kept, left } = fitLines(lines, (some, rest) => fits(make(some, rest)));
  return make(kept, left);
}

function blocksOf(text: AlertText): Block[] {
  const several = text.cases.length > 1;
  const more = moreText(text.language, text.more);
  return [
    ...(text.lead ? [note(text.lead)] : []),
    ...text.cases.flatMap((one): Block[] => [
      { kind: "heading", text: cutBytes(one.heading, LONGEST_BLOCK), links: [] },
      {
        kind: "sentence",
        text: cutBytes(one.sentence, LONGEST_BLOCK),
        links: several ? linksOf(text, one.link, one.acknowledge) : [],
      },
      ...one.quotes.map((quote): Block => ({ kind: "quote", text: cutBytes(quote, LONGEST_BLOCK), links: [] })),
    ]),
    ...(more ? [note(more)] : []),
    note(text.sent),
  ];
}

function note(text: string): Block {
  return { kind: "note", text, links: [] };
}

/** A single case's links; of several, which have theirs beside them, the gravest one's page where they are not all there. */
function closingOf(text: AlertText, split: boolean): Link[] {
  const [first] = text.cases;
  if (!first) return [];
  if (text.cases.length === 1) return linksOf(text, first.link, first.acknowledge);
  if (!split || !first.link) return [];
  return [{ label: `${say(text.language, LABELS.view)} ${first.number}`, url: first.link }];
}

function linksOf({ language }: AlertText, link?: string, acknowledge?: string): Link[] {
  return [
    ...(link ? [{ label: say(language, LABELS.view), url: link }] : []),
    ...(acknowledge ? [{ label: say(language, LABELS.acknowledge), url: acknowledge }] : []),
  ];
}
