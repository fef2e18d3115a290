import type { Language } from "../core/localized.js";
import { configKeys, rawJsonSchema } from "./keys.js";

interface Node {
  description?: string;
  properties?: Record<string, Node>;
  items?: Node;
  oneOf?: Node[];
}

function describe(node: Node, path: string, language: Language): void {
  for (const [name, child] of Object.entries(node.properties ?? {})) {
    const childPath = path ? `${path}.${name}` : name;
    const help = configKeys().get(childPath)?.help[language];
    if (help) child.description = help;
    describe(child, childPath, language);
    for (const item of child.items?.oneOf ?? []) describe(item, `${childPath}[]`, language);
  }
}

/**
 * The configuration's JSON Schema (2020-12), descriptions in one language: editors complete and check `minyi.yaml` with
 * it once its first line says `# yaml-language-server: $schema=minyi.schema.json`.
 */
export function configJsonSchema(language: Language): Record<string, unknown> {
  const schema = rawJsonSchema();
  describe(schema as Node, "", language);
  return { ...schema, title: "minyi.yaml" };
}
