import { createHash, createHmac } from "node:crypto";
import type { Clock } from "../../../../core/clock.js";
import { httpReceiver, type Receiver, type Reply, Throttle } from "./receiver.js";

const HOUR = 3_600_000;
const ok = (): Reply => ({ body: { errcode: 0, errmsg: "ok" } });
const no = (errcode: number, errmsg: string): Reply => ({ body: { errcode, errmsg } });
/** Markdown as a person sees it: addresses of links left out. */
const seen = (markdown: string): string => markdown.replace(/\]\([^)]*\)/g, "]");

/** Answers as a WeCom group robot does: key, message type, 4,096 bytes, 20 a minute, pictures with their MD5. */
export function wecomReceiver(key: string, clock: Clock, limits = { bytes: 4_096 }): Promise<Receiver> {
  const throttle = new Throttle(clock, 20, 60_000);
  return httpReceiver(
    clock,
    ({ url, body }, take) => {
      if (url.searchParams.get("key") !== key)
        return no(93000, `invalid webhook url, key ${url.searchParams.get("key")}`);
      if (throttle.hit()) return no(45009, "api freq out of limit");
      const message = JSON.parse(body) as {
        msgtype: string;
        markdown?: { content: string };
        image?: { base64: string; md5: string };
      };
      if (message.msgtype === "image" && message.image) {
        const png = Buffer.from(message.image.base64, "base64");
        if (png.length > 2 * 1_048_576) return no(45001, "multimedia file size out of limit");
        if (createHash("md5").update(png).digest("hex") !== message.image.md5)
          return no(301019, "media file md5 not match");
        take({ text: "[image]", raw: body });
        return ok();
      }
      if (message.msgtype !== "markdown" || !message.markdown) return no(40008, "invalid message type");
      if (Buffer.byteLength(message.markdown.content) > limits.bytes) return no(45002, "content size out of limit");
      take({ text: seen(message.markdown.content), raw: body });
      return ok();
    },
    { errcode: 45009, errmsg: "api freq out of limit" },
  );
}

/** Answers as a DingTalk group robot does: signature in the query, an hour, 20,000 bytes, 20 a minute or blocked. */
export function dingtalkReceiver(token: string, secret: string, clock: Clock, keyword?: string): Promise<Receiver> {
  const throttle = new Throttle(clock, 20, 60_000);
  return httpReceiver(
    clock,
    ({ url, body }, take) => {
      if (url.searchParams.get("access_token") !== token) return no(300001, "token is not exist");
      const timestamp = url.searchParams.get("timestamp") ?? "";
      const sign = createHmac("sha256", secret).update(`${timestamp}\n${secret}`).digest("base64");
      if (Math.abs(Number(timestamp) - clock.now()) > HOUR) return no(310000, "invalid timestamp");
      if (url.searchParams.get("sign") !== sign) return no(310000, "sign not match");
      if (throttle.hit()) return no(410100, "send too fast, blocked");
      if (Buffer.byteLength(body) > 20_000) return no(460101, "message too long");
      const message = JSON.parse(body) as { msgtype: string; markdown: { title: string; text: string } };
      if (message.msgtype !== "markdown" || !message.markdown.title) return no(400105, "unsupported msgtype");
      if (keyword !== undefined && !message.markdown.text.includes(keyword))
        return no(310000, "keywords not in content");
      take({ text: seen(message.markdown.text), raw: body });
      return ok();
    },
    { errcode: 410100, errmsg: "send too fast" },
  );
}

/** Answers as a Feishu group robot does: signature in the body, an hour, 20 KB, 5 a second and 100 a minute, cards. */
export function feishuReceiver(hook: string, secret: string, clock: Clock, keyword?: string): Promise<Receiver> {
  const second = new Throttle(clock, 5, 1_000);
  const minute = new Throttle(clock, 100, 60_000);
  const no = (code: number, msg: string): Reply => ({ body: { code, msg, data: {} } });
  return httpReceiver(
    clock,
    ({ url, body }, take) => {
      if (url.pathname !== `/open-apis/bot/v2/hook/${hook}`)
        return no(19001, "param invalid: incoming webhook access token invalid");
      const message = JSON.parse(body) as { timestamp: string; sign: string; msg_type: string; card: object };
      const right = createHmac("sha256", `${message.timestamp}\n${secret}`).digest("base64");
      if (message.sign !== right || Math.abs(Number(message.timestamp) * 1_000 - clock.now()) > HOUR) {
        return no(19021, "sign match fail or timestamp is not within one hour from current time");
      }
      if (second.hit() || minute.hit()) return no(11232, "create message service frequency limited");
      if (Buffer.byteLength(body) > 20_000) return no(9499, "Bad Request: message too large");
      if (message.msg_type !== "interactive") return no(9499, "Bad Request");
      const { texts, strange } = cardTexts(message.card);
      if (strange.length > 0) return no(9499, `Bad Request: ${strange.join()}`);
      const text = texts.join("\n");
      if (keyword !== undefined && !text.includes(keyword)) return no(19024, "Key Words Not Found");
      take({ text, raw: body });
      return { body: { code: 0, msg: "success", data: {} } };
    },
    { code: 11232, msg: "create message service frequency limited", data: {} },
  );
}

/** Every text of a card in order; anything but plain text in it is strange. */
function cardTexts(card: object): { texts: string[]; strange: string[] } {
  const texts: string[] = [];
  const strange: string[] = [];
  const walk = (node: unknown): void => {
    if (node === null || typeof node !== "object") return;
    const { tag, content } = node as { tag?: string; content?: string };
    if (content !== undefined) (tag === "plain_text" ? texts : strange).push(content);
    for (const child of Object.values(node)) walk(child);
  };
  walk(card);
  return { texts, strange };
}
