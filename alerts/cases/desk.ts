import type { CaseOutcome } from "../../core/alert.js";
import type { Clock } from "../../core/clock.js";
import { UsageError } from "../../core/errors.js";
import type { TrackedCase } from "../../state/alert-cases.js";
import type { State } from "../../state/state.js";
import { acknowledge, conclude, type Decided } from "./decide.js";
import type { CaseSettings } from "./settings.js";

/** Where officials take cases on and say what became of them; each decision is committed with its record. */
export class CaseDesk {
  constructor(
    private readonly state: Pick<State, "alerts" | "transaction">,
    private readonly clock: Clock,
    private readonly settings: CaseSettings,
  ) {}

  /**
   * See {@link acknowledge}.
   * @param deadline ms since the epoch; by default as long from now as the office's settings say
   * @throws UsageError as there, or when there is no such case
   */
  acknowledge(number: number, by: string, deadline?: number): TrackedCase {
    const now = this.clock.now();
    return this.decide(number, (alert) => acknowledge(alert, by, deadline ?? now + this.settings.acknowledgeFor, now));
  }

  /** See {@link conclude}. @throws UsageError as there, or when there is no such case */
  conclude(number: number, outcome: CaseOutcome, by: string, note?: string): TrackedCase {
    return this.decide(number, (alert) => conclude(alert, outcome, by, this.clock.now(), note));
  }

  /** Puts on record that an official has opened a case. @throws UsageError when there is no such case */
  read(number: number, by: string): TrackedCase {
    return this.decide(number, (alert) => ({
      alert,
      event: { case: number, kind: "read", by, at: this.clock.now() },
    }));
  }

  private decide(number: number, decision: (alert: TrackedCase) => Decided): TrackedCase {
    return this.state.transaction(() => {
      const known = this.state.alerts.cases.get(number);
      if (!known) throw unknownCase(number);
      const { alert, event } = decision(known);
      if (alert !== known) this.state.alerts.cases.save([alert]);
      this.state.alerts.events.record([event]);
      return alert;
    });
  }
}

function unknownCase(number: number): UsageError {
  return new UsageError(
    { zh: `没有编号为 ${number} 的预警`, en: `There is no alert ${number}` },
    { fix: { zh: "编号见 minyi alerts list。", en: "minyi alerts list shows the numbers." } },
  );
}
