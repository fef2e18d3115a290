import { openKnowledge } from "../../analyzers/places/knowledge.js";
import { maskText } from "../../analyzers/privacy/mask.js";
import type { MinyiConfig } from "../../config/schema.js";
import { MinyiError } from "../../core/errors.js";
import type { Issue } from "../../core/issue.js";
import type { Localized } from "../../core/localized.js";
import { Zone } from "../../core/zone.js";
import type { PipelineContext } from "../context.js";
import { StepFailed } from "../steps/step.js";
import { askEndpoint } from "./chat-endpoint.js";
import { checkSummary, type Refusal } from "./check-summary.js";
import { issueOfState } from "./of-state.js";
import { summaryNames } from "./summary-names.js";
import { issueFacts, summaryQuestion } from "./summary-question.js";

/** Summaries that are asked for in a run. */
const MOST = 20;

const REASONS: Readonly<Record<Refusal, Localized>> = {
  unreadable: { zh: "接口没有给出完整的答复", en: "the endpoint gave no complete answer" },
  form: { zh: "不是一到三句中文", en: "it is not one to three sentences of Chinese" },
  personal: { zh: "像是含有个人信息", en: "it seems to hold personal data" },
  quotation: { zh: "引语在来件里找不到", en: "a quotation in it is in no message" },
  figure: { zh: "数字、日期或金额在来件里找不到", en: "a number, date or amount in it is in no message" },
  name: { zh: "地名或单位名在来件里找不到", en: "a place or party in it is in no message" },
};

/** What came of it. */
export interface SummariesWritten {
  written: number;
  refused: number;
}

export interface SummaryOptions {
  signal?: AbortSignal;
  /** Told why a summary was not taken, never what it said. */
  onWarning?: (warning: Localized) => void;
  /** Time for one answer, ms; default 20 seconds. */
  timeoutMs?: number;
}

type Context = Pick<PipelineContext, "config" | "state" | "store" | "clock" | "fence">;
type Endpoint = NonNullable<MinyiConfig["issues"]["summary"]>;

/** The hottest issues that have no summary by a machine since their messages last changed. */
function candidates({ state }: Context, { model }: Endpoint): Issue[] {
  const stale = new Set(state.issues.stale());
  return state.issues
    .list({ statuses: ["open", "growing", "quiet"] })
    .filter(({ id, summary, written, refused }) => {
      return !stale.has(id) && summary.length > 0 && written === undefined && refused?.model !== model;
    })
    .slice(0, MOST);
}

/**
 * Has the hottest issues that are new or have changed summed up by the configured endpoint, 20 at most. It is given
 * masked text only, and what it writes is kept only where every figure, quotation and name in it is found in the issue's
 * messages; else the extract stays. Each summary is committed by itself.
 * @throws StepFailed when the endpoint is down, busy or slow, or refuses: what was written before stays, and the next
 * night goes on; DependencyError when state or store cannot be read or written
 */
export async function writeSummaries(context: Context, options: SummaryOptions = {}): Promise<SummariesWritten> {
  const { config, state, store, clock, fence } = context;
  const endpoint = config.issues.summary;
  const outcome: SummariesWritten = { written: 0, refused: 0 };
  if (endpoint === undefined) return outcome;
  const zone = new Zone(config.timezone);
  const { knowledge } = openKnowledge({ gazetteerFiles: config.gazetteer.files });
  const { signal, timeoutMs } = options;
  const ask = {
    allowHosts: config.network.allow,
    ...(signal && { signal }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  };
  for (const issue of candidates(context, endpoint)) {
    if (signal?.aborted) break;
    let answer: string | undefined;
    try {
      answer = await askEndpoint(endpoint, summaryQuestion(issue, zone, maskText), ask);
    } catch (error) {
      if (signal?.aborted) break;
      throw error instanceof MinyiError ? new StepFailed(error) : error;
    }
    const { messages } = await issueOfState(issue, state, store);
    const refusal =
      answer === undefined
        ? "unreadable"
        : checkSummary(answer, {
            texts: [issueFacts(issue, zone), ...messages.map(({ title, text }) => `${title ?? ""}\n${text}`)],
            namesIn: (text) => summaryNames(text, knowledge),
            mask: maskText,
          });
    const by = { model: endpoint.model, at: new Date(clock.now()).toISOString() };
    await fence?.confirm();
    if (answer !== undefined && refusal === undefined) {
      keep(issue.id, { written: { text: answer, ...by } }, context);
      outcome.written++;
      continue;
    }
    const reason = refusal ?? "unreadable";
    // No answer at all may be a fault that is over tomorrow.
    if (reason !== "unreadable") keep(issue.id, { refused: { reason, ...by } }, context);
    outcome.refused++;
    options.onWarning?.({
      zh: `问题 ${issue.id} 的机器摘要未采用：${REASONS[reason].zh}；仍用摘录的原话`,
      en: `The written summary of issue ${issue.id} is not used: ${REASONS[reason].en}; the extract stays`,
    });
  }
  return outcome;
}

/** Adds to an issue what has been found out, unless somebody has changed its messages meanwhile. */
function keep(id: string, found: Pick<Issue, "written" | "refused">, { state }: Context): void {
  state.transaction(() => {
    const issue = state.issues.get(id);
    if (issue === undefined || issue.status === "merged" || state.issues.stale().includes(id)) return;
    state.issues.save([{ ...issue, ...found }]);
  });
}
