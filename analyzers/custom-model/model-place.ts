import { statSync } from "node:fs";
import { isOfficeModel } from "../office-topic/model-file.js";

/**
 * What the value of `topic.model` or `sentiment.model` names: a file made by train-topic, a folder with a model of
 * transformers.js, a model's name on the hub, or a path at which there is nothing. Undefined for what ships with minyi.
 */
export type ModelPlace =
  | { kind: "office"; path: string }
  | { kind: "folder"; path: string }
  | { kind: "hub"; name: string }
  | { kind: "nothing"; path: string };

const SHIPPED = new Set(["builtin", "lexicon", "linear"]);

/** As the hub names models: `owner/name`, or a name alone. */
const HUB_NAME = /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)?$/;
/** Endings that only files have. */
const FILE_NAME = /\.(?:bin|onnx|json|model)$/i;

/** Tells what a configured model is, by what lies at its path. */
export function modelPlace(model: string): ModelPlace | undefined {
  if (SHIPPED.has(model)) return undefined;
  const found = statSync(model, { throwIfNoEntry: false });
  if (found?.isDirectory()) return { kind: "folder", path: model };
  if (found?.isFile() || isOfficeModel(model)) return { kind: "office", path: model };
  return HUB_NAME.test(model) && !FILE_NAME.test(model)
    ? { kind: "hub", name: model }
    : { kind: "nothing", path: model };
}
