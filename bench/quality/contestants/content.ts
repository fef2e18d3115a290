import { cleanText } from "../../../analyzers/clean.js";
import { contentOf } from "../../../analyzers/content.js";
import type { Example } from "../task.js";

/** Title and text as one, cleaned: what our models read, in training and here. */
export const contentOfExample = ({ title = "", text }: Example): string =>
  contentOf(cleanText(title).text, cleanText(text).text);
