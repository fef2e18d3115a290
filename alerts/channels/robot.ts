import type { AlertChannel, Delivery, Notification } from "../../core/alert.js";
import type { Localized } from "../../core/localized.js";
import { alertText } from "../render/alert-text.js";
import { byteLength } from "../render/bytes.js";
import { type RobotPart, robotParts, summary } from "../render/robot-parts.js";
import { Pace, type PaceLimits, paced } from "./pace.js";
import { isPosted, type Posted, post, type Request } from "./post.js";
import { Progress } from "./progress.js";
import type { Surroundings } from "./surroundings.js";

/** What a robot's answer comes to; HTTP 200 can carry any of them. */
export type RobotAnswer =
  | { is: "ok"; answer: string }
  | { is: "busy"; reason: Localized; afterMs: number }
  | { is: "too-long"; reason: Localized }
  | { is: "unsigned"; reason: Localized }
  | { is: "refused"; reason: Localized }
  | { is: "unknown" };

/** A kind of group robot: its limits, its message, its signature, its answers. */
export interface Robot {
  type: string;
  pace: PaceLimits;
  /** Whether a message keeps the robot's limit of length. */
  fits(part: RobotPart, notification: Notification): boolean;
  /** A message in the robot's own form, signed for a time (ms); the receiver's clock is meant. */
  request(part: RobotPart, notification: Notification, at: number): Request;
  /** The trend line as a message of its own, where the robot shows pictures. */
  chart?(png: Uint8Array): Request | undefined;
  answer(json: unknown, now: number): RobotAnswer;
}

/** From so much on it is the clock that makes a signature wrong, ms. */
const CLOCK_OFF = 300_000;

/** Bytes of text that every robot takes. */
const SHORT = 1_000;

/** A channel that talks to a group robot. */
export function robotChannel(name: string, robot: Robot, around: Surroundings): AlertChannel {
  const pace = new Pace(around.clock, robot.pace);
  const progress = new Progress();
  /** How far the receiver's clock is before ours, once a signature failed by it, ms. */
  let clockAhead = 0;

  /** Sends one message; a signature that is wrong by our clock is made once more by the receiver's. */
  async function say(make: (at: number) => Request, signal: AbortSignal): Promise<RobotAnswer | Delivery> {
    const first = await post(make(around.clock.now() + clockAhead), around, signal);
    const answer = judged(first, robot, around.clock.now());
    if (!isPosted(first) || !("is" in answer) || answer.is !== "unsigned") return answer;
    const off = first.clockAheadMs - clockAhead;
    if (Math.abs(off) < CLOCK_OFF) return answer;
    clockAhead = first.clockAheadMs;
    return judged(await post(make(around.clock.now() + clockAhead), around, signal), robot, around.clock.now());
  }

  /** `short`: in the few words that fit anywhere, where the robot has found the message too long. */
  async function attempt(notification: Notification, signal: AbortSignal): Promise<Delivery> {
    const { key } = notification;
    const text = alertText(notification, around.zone);
    const short = progress.has(key, "short");
    const parts = short ? [summary(text, isShort)] : robotParts(text, (part) => robot.fits(part, notification));
    const left = parts
      .map((part, index) => ({ part, unit: `${short}/${index}` }))
      .filter(({ unit }) => !progress.has(key, unit));
    const picture = notification.chart && robot.chart?.(notification.chart);
    const wait = pace.take(left.length + (picture ? 1 : 0));
    if (wait > 0) return paced(wait);
    let said = "";
    for (const { part, unit } of left) {
      const answer = await say((at) => robot.request(part, notification, at), signal);
      if ("is" in answer && answer.is === "too-long" && !short) {
        progress.add(key, "short");
        return attempt(notification, signal);
      }
      if (!("is" in answer) || answer.is !== "ok") return deliveryOf(answer);
      said = answer.answer;
      progress.add(key, unit);
    }
    const shown = picture ? await say(() => picture, signal) : undefined;
    progress.finish(key);
    // The picture is not worth a second alert: that it did not arrive is told, no more.
    const lacking = shown !== undefined && !("is" in shown && shown.is === "ok");
    return { outcome: "delivered", answer: lacking ? `${said} (chart not taken)` : said };
  }

  return { name, type: robot.type, send: attempt };
}

/** A message that fits whatever the limit of a robot is. */
function isShort({ headline, blocks }: RobotPart): boolean {
  return byteLength([headline, ...blocks.map(({ text }) => text)].join("\n")) <= SHORT;
}

function judged(posted: Posted | Delivery, robot: Robot, now: number): RobotAnswer | Delivery {
  if (!isPosted(posted)) return posted;
  const answer = robot.answer(posted.json, now);
  const { failure } = posted;
  // Some errors come with a status and a body that says more than the status does; "later" is the status's to say.
  if (failure?.outcome === "retry") return answer.is === "busy" ? answer : failure;
  return failure && (answer.is === "unknown" || answer.is === "ok") ? failure : answer;
}

function deliveryOf(answer: RobotAnswer | Delivery): Delivery {
  if (!("is" in answer)) return answer;
  switch (answer.is) {
    case "ok":
      return { outcome: "delivered", answer: answer.answer };
    case "busy":
      return { outcome: "retry", reason: answer.reason, afterMs: answer.afterMs };
    case "unknown":
      return {
        outcome: "retry",
        reason: { zh: "对方的答复看不懂，稍后再发", en: "The answer makes no sense: tried again later" },
      };
    default:
      return { outcome: "refused", reason: answer.reason };
  }
}
