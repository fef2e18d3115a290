import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shipped } from "../../../core/paths.js";

const SHIPPED = shipped("analyzers", "models", "encoder");
export const MODEL = join("onnx", "model_quantized.onnx");

/** What tests change in heads.json. */
export interface RawHeads {
  files: Record<string, string>;
  labels: Record<string, string[]>;
  [key: string]: unknown;
}

/** A copy of the shipped model to be damaged. */
export class ModelFolder {
  readonly path = mkdtempSync(join(tmpdir(), "minyi-encoder-"));

  constructor() {
    cpSync(SHIPPED, this.path, { recursive: true });
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** Puts other bytes in the place of a file's own. */
  change(name: string, change: (bytes: Buffer) => Buffer): void {
    writeFileSync(this.file(name), change(readFileSync(this.file(name))));
  }

  changeHeads(change: (heads: RawHeads) => unknown): void {
    this.change("heads.json", (bytes) => {
      const heads = JSON.parse(bytes.toString()) as RawHeads;
      change(heads);
      return Buffer.from(JSON.stringify(heads));
    });
  }

  /** Makes heads.json agree with a file as it is now. */
  vouchFor(name: string): void {
    const sha = createHash("sha256")
      .update(readFileSync(this.file(name)))
      .digest("hex");
    this.changeHeads(({ files }) => {
      files[name.replaceAll("\\", "/")] = sha;
    });
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}
