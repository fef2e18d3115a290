import type { Client } from "@elastic/elasticsearch";
import { errors } from "@elastic/elasticsearch";
import type { Localized } from "../../core/localized.js";
import { indexOf, writeAlias } from "./months.js";
import type { Patience } from "./patience.js";
import { type Layout, monthIndex } from "./template.js";

/** From when on what a month held is read again. */
function sinceOf(month: string): Localized {
  const first = /^\d{4}\.\d{2}$/.test(month) ? `${month.replace(".", "-")}-01` : undefined;
  return { zh: first ?? "日期", en: first ?? "DATE" };
}

/** The indices of the months: made before the first write to one, and again when one is deleted under us. */
export class MonthIndices {
  private readonly known = new Set<string>();

  constructor(
    private readonly client: Client,
    private readonly patience: Patience,
    private readonly layout: Layout,
    private readonly onNotice?: ((message: Localized) => void) | undefined,
  ) {}

  /** Sees to it that a month can be written. Free of cost from the second time on. */
  async ensure(month: string): Promise<void> {
    if (this.known.has(month)) return;
    await this.patience.run(() => this.create(month));
    this.known.add(month);
  }

  /** Makes a month again that was there and is not any more, and says what is lost and how to bring it back. */
  async remake(month: string): Promise<void> {
    const index = indexOf(this.layout.index, month);
    if (this.known.has(month)) {
      this.onNotice?.({
        zh: `Elasticsearch 的索引 ${index} 被人删除：正在重新建立并重发这一批；其中原有的文档已丢失，请用 minyi run --since ${sinceOf(month).zh} 重新读取，或从另一文档库（minyi store copy）、快照恢复。`,
        en: `The index ${index} in Elasticsearch was deleted by somebody: it is made again, and what is being written is sent again. What it held is lost: read it again by minyi run --since ${sinceOf(month).en}, or restore it from another store (minyi store copy) or a snapshot.`,
      });
    }
    this.known.delete(month);
    await this.ensure(month);
  }

  /** To be told when an index is dropped on purpose. */
  forget(index: string): void {
    for (const month of this.known) if (indexOf(this.layout.index, month) === index) this.known.delete(month);
  }

  private async create(month: string): Promise<void> {
    const index = indexOf(this.layout.index, month);
    try {
      await this.client.indices.create({ index, ...monthIndex(this.layout, month) });
    } catch (error) {
      if (
        !(error instanceof errors.ResponseError) ||
        error.message.split("\n")[0] !== "resource_already_exists_exception"
      ) {
        throw error;
      }
      await this.adopt(index, month);
    }
  }

  /** An index that was restored or made by the template lacks the alias that it is written through. */
  private async adopt(index: string, month: string): Promise<void> {
    const name = writeAlias(this.layout.index, month);
    if (await this.client.indices.existsAlias({ index, name })) return;
    await this.client.indices.updateAliases({
      actions: [{ add: { index, alias: name, is_write_index: true } }, { add: { index, alias: this.layout.index } }],
    });
  }
}
