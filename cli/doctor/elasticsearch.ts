import type { Check, Finding } from "./check.js";
import { lookAtBlocks } from "./elasticsearch/blocks.js";
import { lookAtDisk } from "./elasticsearch/disk.js";
import { lookAtDocuments } from "./elasticsearch/documents.js";
import { elasticFault } from "./elasticsearch/fault.js";
import { lookAtHealth } from "./elasticsearch/health.js";
import { askNodes } from "./elasticsearch/nodes.js";
import { lookAtPrivileges } from "./elasticsearch/privileges.js";
import type { ElasticLook } from "./elasticsearch/probe.js";
import { lookAtTemplate } from "./elasticsearch/template.js";
import { lookAtVersion } from "./elasticsearch/version.js";

/** Everything that is looked at in a cluster that answers, in the order in which it is shown. */
const LOOKS: readonly ElasticLook[] = [
  lookAtVersion,
  lookAtHealth,
  lookAtPrivileges,
  lookAtTemplate,
  lookAtBlocks,
  lookAtDisk,
  lookAtDocuments,
];

/** The same thing is said once. */
function distinct(findings: readonly Finding[]): Finding[] {
  const said = new Map(findings.map((finding) => [finding.text.en, finding]));
  return [...said.values()];
}

/** Elasticsearch, where documents are kept in it. No request waits longer than five seconds. */
export const elasticsearchCheck: Check = {
  id: "elasticsearch",
  title: { zh: "Elasticsearch", en: "Elasticsearch" },
  async run({ config }) {
    if (config.store.type !== "elasticsearch") return [];
    const { findings, client, address } = await askNodes(config.store);
    if (!client) return findings;
    try {
      const probe = { client, address, config };
      const looks = LOOKS.map((look) => look(probe).catch((error) => [elasticFault(error, address, config.store)]));
      return distinct([...findings, ...(await Promise.all(looks)).flat()]);
    } finally {
      await client.close();
    }
  },
};
