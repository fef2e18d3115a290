import { errors } from "@elastic/elasticsearch";
import type { ElasticLook } from "./probe.js";

/** All that minyi needs, and no more: docs/operations.md has the role. */
export const PRIVILEGES = {
  cluster: ["monitor", "manage_index_templates"],
  index: ["read", "write", "manage"],
} as const;

interface Answer {
  has_all_requested: boolean;
  cluster: Record<string, boolean>;
  index: Record<string, Record<string, boolean>>;
}

/** Whether the user that minyi logs in as may do what minyi does. A cluster without security has no such question. */
export const lookAtPrivileges: ElasticLook = async ({ client, config }) => {
  const { index } = config.store;
  let answer: Answer;
  try {
    answer = (await client.security.hasPrivileges({
      cluster: [...PRIVILEGES.cluster],
      index: [{ names: [index, `${index}-*`], privileges: [...PRIVILEGES.index] }],
    })) as unknown as Answer;
  } catch (error) {
    // Where security is off there is no such address: 400 or 405 by the minimal distribution, 500 by the others.
    if (!(error instanceof errors.ResponseError) || error.statusCode === 401 || error.statusCode === 403) throw error;
    return [
      {
        level: "ok",
        text: {
          zh: "没有启用登录：任何能连上的人都能读写，请只放在内网",
          en: "no login is asked for: whoever can connect can read and write, so keep it inside",
        },
      },
    ];
  }
  if (answer.has_all_requested) {
    return [{ level: "ok", text: { zh: "权限齐全", en: "all privileges are there" } }];
  }
  const lacking = [
    ...PRIVILEGES.cluster.filter((name) => !answer.cluster[name]).map((name) => `cluster:${name}`),
    ...PRIVILEGES.index
      .filter((name) => Object.values(answer.index).some((granted) => !granted[name]))
      .map((name) => `index:${name}`),
  ];
  return [
    {
      level: "fail",
      text: { zh: `缺少权限 ${lacking.join("、")}`, en: `privileges missing: ${lacking.join(", ")}` },
      fix: {
        zh: `在该用户的角色里补上（索引 ${index} 和 ${index}-*）；最小权限的角色见 docs/operations.md。`,
        en: `Add them to the user's role (indices ${index} and ${index}-*); docs/operations.md has the least role that is enough.`,
      },
    },
  ];
};
