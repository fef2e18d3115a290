import { UsageError } from "../core/errors.js";

export function unknownIssue(id: string): UsageError {
  return new UsageError(
    { zh: `没有编号为 ${id} 的问题`, en: `There is no issue ${id}` },
    { fix: { zh: "编号见 minyi issues 的列表。", en: "The ids are in the list of minyi issues." } },
  );
}

export function mergedAway(id: string, into: string): UsageError {
  return new UsageError(
    { zh: `问题 ${id} 已并入 ${into}`, en: `Issue ${id} lives on in ${into}` },
    { fix: { zh: `请改用 ${into}，或先撤销那次合并。`, en: `Name ${into} instead, or undo the merge first.` } },
  );
}

export function nothingToMerge(): UsageError {
  return new UsageError(
    { zh: "合并至少要两个不同的问题", en: "It takes two different issues to merge" },
    { fix: { zh: "请写出两个以上的编号，第一个留下。", en: "Name two ids or more; the first one stays." } },
  );
}

export function notItsMessages(id: string, documentId: string): UsageError {
  return new UsageError(
    { zh: `来件 ${documentId} 不在问题 ${id} 中`, en: `Message ${documentId} is not in issue ${id}` },
    { fix: { zh: "请只写这个问题自己的来件。", en: "Name messages of that issue only." } },
  );
}

export function nothingToSplit(id: string): UsageError {
  return new UsageError(
    { zh: `问题 ${id} 拆分后须两边都有来件`, en: `Both parts of issue ${id} need messages after a split` },
    {
      fix: {
        zh: "请写出一部分来件；同一件来件的重复件总在一起。",
        en: "Name some of its messages, not all; copies of one message stay together.",
      },
    },
  );
}

export function emptyTitle(): UsageError {
  return new UsageError(
    { zh: "问题的标题不能为空", en: "The title of an issue cannot be empty" },
    { fix: { zh: "请写出标题；要恢复自动标题，请撤销改名。", en: "Give a title; to get the former one back, undo." } },
  );
}

export function nothingToUndo(id: string): UsageError {
  return new UsageError(
    { zh: `问题 ${id} 没有可撤销的人工更正`, en: `There is no correction of issue ${id} to undo` },
    { fix: { zh: "更正的经过见该问题的历史。", en: "The history of the issue shows what was corrected." } },
  );
}

export function undoOtherFirst(id: string, other: string): UsageError {
  return new UsageError(
    {
      zh: `问题 ${id} 的上次更正涉及问题 ${other}，而它后来又有合并或拆分`,
      en: `The last correction of issue ${id} involves issue ${other}, which was merged or split again later`,
    },
    { fix: { zh: `请先撤销问题 ${other} 的更正。`, en: `Undo the correction of issue ${other} first.` } },
  );
}
