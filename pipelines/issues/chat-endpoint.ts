import { z } from "zod";
import type { MinyiConfig } from "../../config/schema.js";
import { DependencyError, InputError, type MinyiError } from "../../core/errors.js";
import { guardedFetch } from "../../core/guarded-fetch.js";

/** Time for one answer, ms. */
const PATIENCE = 20_000;
const MOST_BYTES = 1_048_576;
/** Statuses that say "later". */
const LATER = new Set([408, 425, 429]);
/** What models that think aloud put before their answer. */
const THOUGHTS = /^\s*<think>[\s\S]*?<\/think>/;

const ANSWER = z.object({
  choices: z
    .array(z.object({ message: z.object({ content: z.string() }), finish_reason: z.string().nullish() }))
    .min(1),
});

/** What is asked: how to go about it, and the material. */
export interface Question {
  instruction: string;
  material: string;
}

type Endpoint = NonNullable<MinyiConfig["issues"]["summary"]>;

/**
 * Asks an OpenAI-compatible endpoint.
 * @returns the answer, undefined where it was none or was cut off
 * @throws DependencyError when the endpoint is down, busy or slow; InputError when it may not or cannot be asked like
 * this; the signal's reason when it is aborted
 */
export async function askEndpoint(
  { url, model, key }: Endpoint,
  { instruction, material }: Question,
  options: { allowHosts: readonly string[]; signal?: AbortSignal; timeoutMs?: number },
): Promise<string | undefined> {
  const { allowHosts, signal, timeoutMs = PATIENCE } = options;
  const address = completionsAt(url);
  const { status, body } = await guardedFetch(address, {
    allowHosts,
    ...(signal && { signal }),
    timeoutMs,
    maxBytes: MOST_BYTES,
    headers: {
      "content-type": "application/json",
      accept: "application/json",
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
    },
    post: JSON.stringify({
      model,
      temperature: 0,
      messages: [
        { role: "system", content: instruction },
        { role: "user", content: material },
      ],
    }),
  });
  if (status !== 200) throw answered(status, new URL(address).host);
  return contentOf(Buffer.from(body).toString("utf8"));
}

function completionsAt(url: string): string {
  if (!URL.canParse(url)) return url;
  const address = new URL(url);
  const path = address.pathname.replace(/\/+$/, "");
  address.pathname = path.endsWith("/chat/completions") ? path : `${path}/chat/completions`;
  return address.href;
}

function contentOf(body: string): string | undefined {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return undefined;
  }
  const [choice] = ANSWER.safeParse(json).data?.choices ?? [];
  if (choice === undefined || choice.finish_reason === "length") return undefined;
  return choice.message.content.replace(THOUGHTS, "").trim();
}

/** Nothing of what the endpoint says is told: it might repeat the key. */
function answered(status: number, host: string): MinyiError {
  const what = {
    zh: `写摘要的接口 ${host} 答复 ${status}，今晚不再请它写`,
    en: `The endpoint for summaries at ${host} answered ${status}: it is not asked again tonight`,
  };
  if (status >= 500 || LATER.has(status)) {
    const fix = { zh: "下次运行会再试；摘录的原话不受影响", en: "The next run tries again; extracts are not affected" };
    return new DependencyError(what, { fix });
  }
  const fix = {
    zh: "请核对配置里的 issues.summary：地址、模型名称、密钥",
    en: "Check issues.summary in the configuration: address, model, key",
  };
  return new InputError(what, { fix });
}
