import type { Check } from "./check.js";

const LEAST = [20, 19] as const;

export const nodeCheck: Check = {
  id: "node",
  title: { zh: "Node.js", en: "Node.js" },
  run() {
    const { node } = process.versions;
    const [major = 0, minor = 0] = node.split(".").map(Number);
    const enough = major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
    if (enough) return [{ level: "ok", text: { zh: node, en: node } }];
    const least = LEAST.join(".");
    return [
      {
        level: "fail",
        text: { zh: `${node}，至少需要 ${least}`, en: `${node}; ${least} or later is needed` },
        fix: {
          zh: `安装 Node.js ${least} 以上版本（推荐 22 或 24）。`,
          en: `Install Node.js ${least} or later (22 or 24).`,
        },
      },
    ];
  },
};
