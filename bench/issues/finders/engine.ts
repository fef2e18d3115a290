import { findMatters, type Matter } from "../../../trends/issues/engine/find-matters.js";
import { MATTER_SETTINGS } from "../../../trends/issues/engine/settings.js";
import type { ReadMessage } from "../prints.js";
import type { Finder } from "./finder.js";

/** A message as the engine takes it. */
export function matterOf({ documentId: id, at, print, representative }: ReadMessage): Matter {
  return { id, at, print, ...(representative !== undefined && { representative }) };
}

/** The product as it comes: nothing is chosen here. */
export const engine: Finder = {
  id: "minyi",
  name: { zh: "民意", en: "minyi" },
  parameter: "threshold",
  values: [MATTER_SETTINGS.threshold],
  find: (messages, values) => {
    const matters = messages.map(matterOf);
    return values.map((threshold) => findMatters(matters, { threshold }));
  },
};

/** The same without the model's embeddings. */
export const lexicalEngine: Finder = {
  ...engine,
  id: "lexical",
  name: { zh: "民意，没有模型", en: "minyi without the model" },
  find: (messages, values) => {
    const bare = messages.map((message): ReadMessage => {
      const { embedding: _, ...print } = message.print;
      return { ...message, print };
    });
    return engine.find(bare, values);
  },
};
