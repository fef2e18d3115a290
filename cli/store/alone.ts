import type { MinyiConfig } from "../../config/schema.js";
import { MinyiError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";
import type { Fence } from "../../pipelines/fence.js";
import type { CoordinatorOptions } from "../../pipelines/runners/coordinator.js";

export interface Alone {
  /** Where other machines might write too. */
  fence?: Fence;
  release(): Promise<void>;
}

/**
 * Sees to it that nobody else writes, on this machine or on another one that shares the queue.
 * @throws MinyiError when somebody does; DependencyError when Redis cannot be asked.
 */
export async function beAlone({ state, queue }: MinyiConfig, options: CoordinatorOptions): Promise<Alone> {
  const [{ takeLock }, { becomeCoordinator }] = await Promise.all([
    import("../../state/lock.js"),
    import("../../pipelines/runners/coordinator.js"),
  ]);
  const lock = takeLock(state.path);
  if (lock === undefined) {
    throw busy({ zh: `另一个 minyi 正在使用 ${state.path}`, en: `Another minyi is at work on ${state.path}` });
  }
  try {
    const coordinator = await becomeCoordinator(queue, options);
    if (coordinator === undefined) return { release: async () => lock.release() };
    if ("heldBy" in coordinator) {
      const { host, pid } = coordinator.heldBy;
      throw busy({
        zh: `另一个 minyi 正在运行：${host}，进程 ${pid}（同一个 Redis 队列）`,
        en: `Another minyi is at work: ${host}, process ${pid} (same queue in Redis)`,
      });
    }
    return {
      fence: coordinator.lock,
      async release() {
        await coordinator.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function busy(what: Localized): MinyiError {
  return new MinyiError(what, {
    fix: {
      zh: "等它结束，或停下 minyi serve，再复制：复制时不能有新的写入。",
      en: "Wait until it is done, or stop minyi serve, then copy: nothing may be written meanwhile.",
    },
  });
}
