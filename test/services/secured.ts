import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runTool } from "./tools.js";

export interface Security {
  password: string;
  /** Path of the authority's certificate, PEM. */
  ca: string;
}

/** An authority and a certificate for 127.0.0.1 signed by it, under `config/certs` of the run's folder. */
export async function makeCertificates(folder: string, password: string): Promise<Security> {
  const certificates = join(folder, "config/certs");
  mkdirSync(certificates, { recursive: true });
  const path = (name: string) => join(certificates, name);
  writeFileSync(path("names.cnf"), "subjectAltName=IP:127.0.0.1,DNS:localhost\n");
  const openssl = (...args: string[]) => runTool("openssl", args);
  const key = ["-newkey", "rsa:2048", "-nodes"];
  await openssl(
    "req",
    "-x509",
    ...key,
    "-days",
    "2",
    "-subj",
    "/CN=test authority",
    "-keyout",
    path("ca.key"),
    "-out",
    path("ca.crt"),
  );
  await openssl("req", ...key, "-subj", "/CN=test node", "-keyout", path("node.key"), "-out", path("node.csr"));
  const signer = ["-CA", path("ca.crt"), "-CAkey", path("ca.key"), "-CAcreateserial", "-extfile", path("names.cnf")];
  await openssl("x509", "-req", "-in", path("node.csr"), ...signer, "-days", "2", "-out", path("node.crt"));
  return { password, ca: path("ca.crt") };
}

/** Puts the password of the user `elastic` into the keystore of a node that was never started. */
export function setPassword(
  home: string,
  { password }: Security,
  options: { uid?: number; gid?: number; env: NodeJS.ProcessEnv },
): void {
  const keystore = (args: string[], input: string) => {
    const done = spawnSync(join(home, "bin/elasticsearch-keystore"), args, {
      ...options,
      cwd: home,
      input,
      encoding: "utf8",
    });
    if (done.status !== 0) throw new Error(`elasticsearch-keystore failed: ${done.stdout}${done.stderr}`);
  };
  keystore(["create"], "");
  keystore(["add", "-x", "-f", "bootstrap.password"], password);
}
