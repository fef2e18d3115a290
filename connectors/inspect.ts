import { createHash } from "node:crypto";
import { type Decoding, type Encoding, EncodingProbe } from "./decode.js";
import { fileBytes, unpacked } from "./input.js";

/** What one pass over a file tells before it is read. */
export interface Inspection {
  /** SHA-256 of the file as it lies there (packed, if it is), hex. */
  sha256: string;
  decoding: Decoding;
}

/** Reads a file once, in constant memory, for its hash and, where its text is of interest, its encoding. */
export async function inspect(path: string, encoding: Encoding | "auto" | "binary"): Promise<Inspection> {
  const hash = createHash("sha256");
  const probe = new EncodingProbe();
  const hashed = async function* () {
    for await (const chunk of fileBytes(path)) {
      hash.update(chunk);
      yield chunk;
    }
  };
  if (encoding === "binary") {
    for await (const _ of hashed());
    return { sha256: hash.digest("hex"), decoding: { encoding: "utf-8", clean: true, fixed: true, mark: 0 } };
  }
  let whole = true;
  try {
    for await (const chunk of unpacked(hashed())) probe.write(chunk);
  } catch {
    // A packed file that is broken somewhere is read up to there, and then says so; here only its hash is wanted.
    whole = false;
  }
  return { sha256: whole ? hash.digest("hex") : await hashOnly(path), decoding: probe.end(encoding, whole) };
}

async function hashOnly(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of fileBytes(path)) hash.update(chunk);
  return hash.digest("hex");
}
