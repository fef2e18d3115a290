import type { MinyiConfig } from "../../config/schema.js";
import type { Runner } from "../../core/runner.js";
import type { Fence } from "../fence.js";
import { becomeCoordinator, type CoordinatorOptions, type Occupied } from "./coordinator.js";
import { InlineRunner } from "./inline.js";

export interface OpenedRunner {
  runner: Runner;
  /** Where other machines might write too. */
  fence?: Fence;
  close(): Promise<void>;
}

/**
 * Opens what the configuration says that analysis runs on, for the one process that commits.
 * @throws MinyiError when the analyzers cannot be opened; DependencyError when Redis cannot be used.
 */
export async function openRunner(config: MinyiConfig, options: CoordinatorOptions): Promise<OpenedRunner | Occupied> {
  const coordinator = await becomeCoordinator(config.queue, options);
  if (coordinator === undefined) {
    const runner = new InlineRunner(config);
    return { runner, close: () => runner.close() };
  }
  if ("heldBy" in coordinator) return coordinator;
  const { redis, lock } = coordinator;
  try {
    const { openBullRunner } = await import("./bullmq.js");
    const runner = await openBullRunner(config, { redis, alone: true, onNotice: options.onNotice });
    return {
      runner,
      fence: lock,
      async close() {
        await runner.close();
        await coordinator.close();
      },
    };
  } catch (error) {
    await coordinator.close();
    throw error;
  }
}
