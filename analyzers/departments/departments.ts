import type { Analyzer } from "../../core/analyzer.js";
import { loadCharters } from "./charters.js";
import { DepartmentSuggester } from "./suggest.js";

const CODE_VERSION = 1;

export interface DepartmentOptions {
  /** The office's own file of units. Default: config/departments.yaml. */
  file?: string | undefined;
}

/**
 * Which units are likely to act on a message, at most three, with how likely a reader would call each a right one. By the
 * topic, by the names of units and by words for and against each.
 * @throws ChartersError when the file of units cannot be read, with the line
 */
export function createDepartmentsAnalyzer(
  options: DepartmentOptions = {},
): Analyzer<"content" | "topic", "departments"> {
  const charters = loadCharters(options.file);
  const suggester = new DepartmentSuggester(charters);
  return {
    id: "departments",
    version: `${CODE_VERSION}+units:${charters.hash}`,
    needs: ["content", "topic"],
    adds: ["departments"],
    analyze: (batch) => batch.map(({ content, topic }) => ({ departments: suggester.suggest(content, topic) })),
  };
}
