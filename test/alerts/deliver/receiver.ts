import type { AlertChannel, Delivery, Notification } from "../../../core/alert.js";

type Answer = Delivery | "hang" | "throw";

/** A receiver that remembers every message that arrived, and answers as it is told. */
export class FakeReceiver implements AlertChannel {
  readonly type = "fake";
  /** Keys as they came, repeats included. */
  readonly arrived: string[] = [];
  readonly messages: Notification[] = [];
  tries = 0;
  underWay = 0;
  most = 0;

  constructor(
    readonly name: string,
    public answer: (notification: Notification) => Answer = () => ({ outcome: "delivered", answer: "ok" }),
  ) {}

  async send(notification: Notification, signal: AbortSignal): Promise<Delivery> {
    this.tries++;
    this.underWay++;
    this.most = Math.max(this.most, this.underWay);
    try {
      // The way there and back.
      await new Promise((resolve) => setImmediate(resolve));
      const answer = this.answer(notification);
      if (answer === "throw") throw new TypeError("https://robot.example/send?key=secret");
      if (answer === "hang") {
        await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
        return { outcome: "retry", reason: { zh: "中断", en: "Aborted" } };
      }
      if (answer.outcome === "delivered") {
        this.arrived.push(notification.key);
        this.messages.push(notification);
      }
      return answer;
    } finally {
      this.underWay--;
    }
  }
}

/** What a receiver answers that is away or busy, that will never take it, or that says nothing of sense. */
export const AWAY: Delivery = { outcome: "retry", reason: { zh: "连接被拒绝", en: "Connection refused" } };
export const ERROR_500: Delivery = { outcome: "retry", reason: { zh: "服务器错误 500", en: "Server error 500" } };
export const GARBAGE: Delivery = { outcome: "retry", reason: { zh: "答复无法理解", en: "The answer makes no sense" } };
export const REFUSED: Delivery = { outcome: "refused", reason: { zh: "密钥无效", en: "Invalid key" } };
export const busyFor = (afterMs: number): Delivery => ({
  outcome: "retry",
  reason: { zh: "过于频繁", en: "Too many requests" },
  afterMs,
});
