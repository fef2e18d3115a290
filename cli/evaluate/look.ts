import type { Language } from "../../core/localized.js";
import type { Style } from "../present/style.js";

/** How a report is shown. */
export interface Look {
  language: Language;
  style: Style;
  /** Columns of the terminal. */
  width: number;
}
