import type { Client } from "@elastic/elasticsearch";
import type { ElasticConfig } from "../../../store/elasticsearch/client.js";
import type { Finding } from "../check.js";
import { elasticFault } from "./fault.js";
import { addressText, probeClient } from "./probe.js";

/** A node that was asked: its client stays open only where it answered. */
interface Asked {
  address: string;
  client?: Client;
  fault?: Finding;
}

async function ask(store: ElasticConfig, node: string): Promise<Asked> {
  const address = addressText(node);
  let client: Client | undefined;
  try {
    client = probeClient(store, node);
    await client.cluster.health({ timeout: "1s", filter_path: "status" });
    return { address, client };
  } catch (error) {
    const fault = elasticFault(error, address, store);
    // A node that knows who we are but lacks a privilege can still be asked other things.
    if (client && fault.text.en.includes("(403")) return { address, client, fault };
    await client?.close();
    return { address, fault };
  }
}

/** Asks every node by itself. Gives a client of one that answers, which the caller closes, or none. */
export async function askNodes(
  store: ElasticConfig,
): Promise<{ findings: Finding[]; client?: Client; address: string }> {
  const asked = await Promise.all(store.node.map((node) => ask(store, node)));
  const answering = asked.filter((one) => one.client);
  const [first, ...others] = answering;
  await Promise.all(others.map(({ client }) => client!.close()));
  const faults = asked.flatMap(({ client, fault }) => (fault && !client ? [fault] : []));
  const refused = first?.fault ? [first.fault] : [];
  if (!first?.client) return { findings: faults, address: "" };
  const names = answering.map(({ address }) => address);
  const findings: Finding[] = [
    { level: "ok", text: { zh: `已连上 ${names.join("、")}`, en: `connected to ${names.join(", ")}` } },
    // The others take over: a run goes on.
    ...faults.map((fault) => ({ ...fault, level: "warn" as const })),
    ...refused,
  ];
  return { findings, client: first.client, address: first.address };
}
