import type { Delivered, Door, Receipt } from "../../pipelines/door.js";
import type { PushSource } from "../../pipelines/pushed-item.js";
import { HttpError } from "./http-error.js";
import type { Pressure } from "./pressure.js";

/** How many of a delivery's records had which end. */
export interface Sums {
  accepted: number;
  duplicate: number;
  rejected: number;
}

export interface Reception {
  door: Door;
  pressure: Pressure;
  /** Told after each portion that is on the disk. */
  onReceived(source: string, sums: Sums): void;
}

/** The portions of one request on their way to the inbox. */
export class Delivery {
  readonly sums: Sums = { accepted: 0, duplicate: 0, rejected: 0 };

  constructor(
    private readonly source: PushSource,
    private readonly reception: Reception,
  ) {}

  /** Records taken so far, new or not. */
  get taken(): number {
    return this.sums.accepted + this.sums.duplicate;
  }

  /**
   * Resolves once a portion is on the disk.
   * @throws HttpError 429 under pressure; DependencyError when state cannot be written. Nothing of it was then taken.
   */
  async take(portion: readonly Delivered[]): Promise<Receipt[]> {
    this.reception.pressure.check();
    const receipts = await this.reception.door.receive(this.source, portion);
    const sums: Sums = { accepted: 0, duplicate: 0, rejected: 0 };
    for (const { status } of receipts) {
      sums[status]++;
      this.sums[status]++;
    }
    this.reception.pressure.add(sums.accepted);
    this.reception.onReceived(this.source.name, sums);
    return receipts;
  }
}

/** Finds the source that a request is meant for. @throws HttpError 404 that names the configured ones. */
export function chooseSource(sources: readonly PushSource[], name: string | undefined): PushSource {
  const names = sources.map((source) => source.name);
  if (sources.length === 0) {
    throw new HttpError(404, "no_push_source", {
      zh: "配置中没有 type: push 的数据源，请先在 minyi.yaml 的 sources 中添加",
      en: "no source of type push is configured: add one under sources in minyi.yaml",
    });
  }
  const chosen = name === undefined ? sources[0] : sources.find((source) => source.name === name);
  if (chosen && (name !== undefined || sources.length === 1)) return chosen;
  throw new HttpError(404, "unknown_source", {
    zh: `${name === undefined ? "配置了多个推送数据源，请用 ?source= 指定其一" : "没有这个推送数据源"}：${names.join("、")}`,
    en: `${name === undefined ? "several push sources are configured, choose one with ?source=" : "there is no such push source; configured"}: ${names.join(", ")}`,
  });
}
