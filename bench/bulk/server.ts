import { startElasticsearch } from "../../test/services/elasticsearch.js";

/** The node of ELASTICSEARCH_URL, or one of our own. */
export async function serverUrl(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.ELASTICSEARCH_URL;
  if (given) return { url: given, stop: async () => undefined };
  const server = await startElasticsearch({ fullSpeed: true });
  return { url: server.url, stop: () => server.stop() };
}
