import { describe, expect, test } from "vitest";
import { planColumns } from "../../connectors/columns.js";
import { FIELD_NAMES, normalizeHeader, STEP_NAMES } from "../../connectors/field-names.js";

/** field → name of the column that was chosen for it */
function chosen(columns: string[], map = {}): Record<string, string> {
  const { at } = planColumns(columns, map);
  return Object.fromEntries(Object.entries(at).map(([field, index]) => [field, columns[index] as string]));
}

describe("recognition of columns by their names", () => {
  test("the usual Chinese headers of a 12345 export", () => {
    const columns =
      "工单编号 来电人 联系电话 来电时间 诉求标题 诉求内容 诉求类型 所属区县 街道 事发地址 承办单位 答复意见 答复时间 办理状态 满意度".split(
        " ",
      );
    expect(chosen(columns)).toEqual({
      externalId: "工单编号",
      author: "联系电话",
      createdAt: "来电时间",
      title: "诉求标题",
      text: "诉求内容",
      category: "诉求类型",
      district: "所属区县",
      street: "街道",
      address: "事发地址",
      department: "承办单位",
      reply: "答复意见",
      replyAt: "答复时间",
      status: "办理状态",
      satisfaction: "满意度",
    });
  });

  test("the usual Chinese headers of a message board", () => {
    const columns = "留言编号 留言用户 留言主题 留言时间 留言详情 点赞数 反对数 一级标签".split(" ");
    expect(chosen(columns)).toEqual({
      externalId: "留言编号",
      author: "留言用户",
      title: "留言主题",
      createdAt: "留言时间",
      text: "留言详情",
      likes: "点赞数",
      dislikes: "反对数",
      category: "一级标签",
    });
  });

  test("spaces, case, full width, underscores and bracketed remarks make no difference", () => {
    expect(
      [
        "Created_At",
        " createdAt ",
        "诉求内容（必填）",
        "* 诉求内容 *",
        "【标题】",
        "街道/乡镇",
        "ＩＤ",
        "\ufeff编号",
      ].map(normalizeHeader),
    ).toEqual(["createdat", "createdat", "诉求内容", "诉求内容", "标题", "街道乡镇", "id", "编号"]);
  });

  test("rule 1: the configured mapping comes first; id is another name for externalId", () => {
    expect(chosen(["编号", "单子", "内容", "备注", "时间"], { id: "单子", text: "备注" })).toEqual({
      externalId: "单子",
      text: "备注",
      createdAt: "时间",
    });
  });

  test("rule 1: a mapping that fits no column is told, and recognition takes over", () => {
    const { at, remarks } = planColumns(["编号", "内容", "时间"], { text: "诉求" });
    expect(at.text).toBe(1);
    expect(remarks[0]?.zh).toBe("map 里 text 指定的列「诉求」不存在；找到的列：编号、内容、时间");
  });

  test("rule 2: of several names for one field the more telling one is taken", () => {
    expect(chosen(["内容", "诉求内容", "时间", "受理时间", "来电时间"]).text).toBe("诉求内容");
    expect(chosen(["受理时间", "来电时间", "内容"]).createdAt).toBe("来电时间");
    expect(chosen(["type", "domain", "text"]).category).toBe("domain");
  });

  test("rule 3: of two columns of the same name the left one", () => {
    const { at, remarks } = planColumns(["内容", "时间", "内容"], {});
    expect(at.text).toBe(0);
    expect(remarks[0]?.en).toBe("Several columns have the same name, the leftmost is taken: 内容");
  });

  test("rule 4: without a text the title is the text", () => {
    expect(chosen(["编号", "标题", "时间"])).toEqual({ externalId: "编号", text: "标题", createdAt: "时间" });
  });

  test("a number of rows is no id: it would make unlike tickets of two files one", () => {
    expect(chosen(["序号", "内容", "时间"]).externalId).toBeUndefined();
  });

  test("no name is claimed by two fields, and every name is in its normal form", () => {
    const names = [...Object.values(FIELD_NAMES).flat()];
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    const all = [...names, ...STEP_NAMES.flatMap((step) => step.names)];
    expect(all.filter((name) => normalizeHeader(name) !== name)).toEqual([]);
  });
});
