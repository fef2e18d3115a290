import { chownSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { elasticsearchHome, NOBODY } from "./distribution.js";
import { freePort } from "./free-port.js";
import { findJava } from "./java.js";
import { request } from "./request.js";
import { makeCertificates, type Security, setPassword } from "./secured.js";
import { launch, type Server, serverFolder } from "./server.js";
import { isRoot } from "./tools.js";

const FIX = "install Java 17 and Maven, or set ELASTICSEARCH_URL to a running Elasticsearch 8";

export interface ElasticsearchOptions {
  port?: number;
  /** Folder of the data; by default a temporary one. */
  dataDir?: string;
  /** TLS with a certificate made now, and basic authentication of the user `elastic`. */
  security?: { password: string };
  /** Default 1024. */
  heapMb?: number;
  /** Starts twice as slowly and then works at full speed: for benchmarks. */
  fullSpeed?: boolean;
}

export interface Elasticsearch extends Server {
  /** Path of the certificate of the authority that signed the node's own, with `security`. */
  readonly ca?: string;
}

/** Starts an Elasticsearch of the test's own on 127.0.0.1. @throws Error with the end of its log and the fix. */
export async function startElasticsearch(options: ElasticsearchOptions = {}): Promise<Elasticsearch> {
  const [java, home] = await Promise.all([findJava(), elasticsearchHome()]);
  const port = options.port ?? (await freePort());
  const folder = serverFolder("Elasticsearch");
  const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const environment = {
    PATH: process.env.PATH,
    HOME: folder,
    ES_JAVA_HOME: java,
    ES_PATH_CONF: join(folder, "config"),
    ES_TMPDIR: join(folder, "tmp"),
    // The launcher has a virtual machine of its own, which leaves files behind when it is killed.
    CLI_JAVA_OPTS: `-Djava.io.tmpdir=${join(folder, "tmp")}`,
    ES_JAVA_OPTS: `${options.fullSpeed ? "" : "-XX:TieredStopAtLevel=1 "}-Xms${Math.min(512, options.heapMb ?? 512)}m -Xmx${options.heapMb ?? 1024}m`,
  };
  for (const name of ["data", "logs", "tmp", "repo"]) mkdirSync(join(folder, name));
  configure(home, folder, settings(folder, options, port, await freePort()));
  const security: Security | undefined =
    options.security && (await makeCertificates(folder, options.security.password));
  own(folder, options.dataDir);
  if (security) setPassword(home, security, { ...user, env: environment });

  const url = `${security ? "https" : "http"}://127.0.0.1:${port}`;
  const health = `${url}/_cluster/health?wait_for_status=yellow&timeout=1s`;
  const server = await launch({
    name: "Elasticsearch",
    url,
    command: join(home, "bin/elasticsearch"),
    // The launcher looks for its libraries below the working folder.
    options: { cwd: home, env: environment, ...user },
    folder,
    seconds: 180,
    ask: async () => (await request(health, security)).status === 200,
    fix: FIX,
  });
  return security ? Object.assign(server, { ca: security.ca }) : server;
}

/** The server's user owns the server's files. */
function own(...folders: (string | undefined)[]): void {
  if (!isRoot) return;
  for (const folder of folders) {
    if (folder === undefined) continue;
    chownSync(folder, NOBODY, NOBODY);
    for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      chownSync(join(folder, entry), NOBODY, NOBODY);
    }
  }
}

function configure(home: string, folder: string, yaml: readonly string[]): void {
  const config = join(folder, "config");
  cpSync(join(home, "config"), config, { recursive: true });
  const options = readFileSync(join(config, "jvm.options"), "utf8").split("\n");
  // Garbage-collection logs and heap dumps would only fill the disk.
  const kept = options.filter((line) => !/Xlog:gc|HeapDump/.test(line));
  writeFileSync(join(config, "jvm.options"), kept.join("\n"));
  writeFileSync(join(config, "elasticsearch.yml"), `${yaml.join("\n")}\n`);
}

function settings(folder: string, options: ElasticsearchOptions, http: number, transport: number): string[] {
  const certificates = join(folder, "config/certs");
  return [
    "discovery.type: single-node",
    "network.host: 127.0.0.1",
    `http.port: ${http}`,
    `transport.port: ${transport}`,
    `path.data: ${options.dataDir ?? join(folder, "data")}`,
    `path.logs: ${join(folder, "logs")}`,
    `path.repo: ["${join(folder, "repo")}"]`,
    "cluster.routing.allocation.disk.threshold_enabled: false",
    "node.store.allow_mmap: false",
    `xpack.security.enabled: ${options.security !== undefined}`,
    ...(options.security
      ? [
          "xpack.security.autoconfiguration.enabled: false",
          "xpack.security.http.ssl.enabled: true",
          `xpack.security.http.ssl.key: ${join(certificates, "node.key")}`,
          `xpack.security.http.ssl.certificate: ${join(certificates, "node.crt")}`,
          `xpack.security.http.ssl.certificate_authorities: ["${join(certificates, "ca.crt")}"]`,
        ]
      : []),
  ];
}
