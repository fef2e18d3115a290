import { join } from "node:path";
import { aptInstall, canInstall, findCommand, runTool } from "./tools.js";

const LEAST = 17;
const FIX = "install Java 17 and Maven, or set ELASTICSEARCH_URL to a running Elasticsearch 8";

/** Home of a Java that Elasticsearch runs on: JAVA_HOME, the one on PATH, or one installed now. @throws Error with the fix. */
export async function findJava(): Promise<string> {
  const seen: string[] = [];
  const { JAVA_HOME } = process.env;
  for (const java of [JAVA_HOME && join(JAVA_HOME, "bin/java"), findCommand("java")]) {
    if (!java) continue;
    const found = await javaHome(java);
    if (found.version >= LEAST) return found.home;
    seen.push(`${java} is version ${found.version}`);
  }
  if (!canInstall()) {
    throw new Error(`Java ${LEAST} or later is needed (${seen.join("; ") || "none found"}): ${FIX}`);
  }
  // Newer systems have a newer one only.
  await aptInstall("openjdk-17-jre-headless").catch(() => aptInstall("default-jre-headless"));
  const installed = await javaHome("/usr/bin/java");
  if (installed.version < LEAST) throw new Error(`Java ${LEAST} or later could not be installed: ${FIX}`);
  return installed.home;
}

async function javaHome(java: string): Promise<{ home: string; version: number }> {
  const { err } = await runTool(java, ["-XshowSettings:properties", "-version"]).catch(() => ({ err: "" }));
  const home = /^\s*java\.home = (.*)$/m.exec(err)?.[1] ?? "";
  const version = Number(/^\s*java\.specification\.version = (\d+)/m.exec(err)?.[1] ?? 0);
  return { home, version };
}

/** Path of Maven, installed now where need be. @throws Error with the fix. */
export async function findMaven(): Promise<string> {
  const maven = findCommand("mvn");
  if (maven) return maven;
  if (!canInstall()) throw new Error(`Maven is needed to get Elasticsearch for the tests: ${FIX}`);
  await aptInstall("maven");
  const installed = findCommand("mvn");
  if (!installed) throw new Error(`Maven was installed, but mvn is not on PATH: ${FIX}`);
  return installed;
}
