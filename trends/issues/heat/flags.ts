import type { IssueFlag, IssueStats } from "../../../core/issue.js";

/** Messages of one citizen that make 一人多诉. */
const REPEATED = 3;
/** Citizens that make 多人同诉. */
const SEVERAL = 5;
/** Voices of severity 3 (danger to life, collective action) that make 群体, and the least share of all voices that they are. */
const GROUP = 3;
const GROUP_SHARE = 0.1;

/** 一人多诉, 多人同诉, 群体: about the matter, never about a person. */
export function flagsOf({ days, citizens, severity, mostByOne }: IssueStats): IssueFlag[] {
  const voices = days.reduce((sum, day) => sum + day.citizens, 0);
  const several = citizens >= SEVERAL;
  const flags: IssueFlag[] = [];
  if (mostByOne >= REPEATED) flags.push("repeat");
  if (several) flags.push("several");
  if (several && severity[3] >= Math.max(GROUP, GROUP_SHARE * voices)) flags.push("group");
  return flags;
}
