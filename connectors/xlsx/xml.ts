import { Parser } from "htmlparser2";
import { MinyiError } from "../../core/errors.js";
import { refusals } from "./refusals.js";

/** A tag, a comment, an attribute longer than this is no part of a workbook. */
const MAX_TAG = 1_048_576;

/** What is told of an XML document; names come without their prefix. */
export interface XmlHandlers {
  open?: (name: string, attributes: Record<string, string>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

/**
 * Parses XML piece by piece. Declarations (DTD, entities) are refused, bytes that are no UTF-8 too; tags without end
 * cannot fill the memory.
 */
export class XmlReader {
  private readonly decoder = new TextDecoder("utf-8", { fatal: true });
  private readonly parser: Parser;
  private silent = 0;

  constructor(
    private readonly part: string,
    handlers: XmlHandlers,
  ) {
    const { open, text, close } = handlers;
    this.parser = new Parser(
      {
        onopentag: (name, attributes) => {
          this.silent = 0;
          open?.(localName(name), attributes);
        },
        ontext: (value) => {
          this.silent = 0;
          text?.(value);
        },
        onclosetag: (name) => {
          this.silent = 0;
          close?.(localName(name));
        },
        onprocessinginstruction: (name) => {
          if (name.startsWith("!")) throw refusals.declared();
        },
      },
      { xmlMode: true, decodeEntities: true },
    );
  }

  write(chunk: Buffer): void {
    try {
      const text = this.decoder.decode(chunk, { stream: true });
      this.silent += text.length;
      this.parser.write(text);
    } catch (error) {
      throw error instanceof MinyiError ? error : refusals.damaged(this.part, error);
    }
    if (this.silent > MAX_TAG) throw refusals.damaged(this.part);
  }

  end(): void {
    try {
      this.parser.end(this.decoder.decode());
    } catch (error) {
      throw error instanceof MinyiError ? error : refusals.damaged(this.part, error);
    }
  }
}

function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

/** Parses a whole part. */
export async function parsePart(part: string, chunks: AsyncIterable<Buffer>, handlers: XmlHandlers): Promise<void> {
  const reader = new XmlReader(part, handlers);
  for await (const chunk of chunks) reader.write(chunk);
  reader.end();
}

/** Excel writes characters that XML forbids, and carriage returns, as _x000D_. */
export function unescapeText(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
