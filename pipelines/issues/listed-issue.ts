import type { Issue } from "../../core/issue.js";
import type { IssueMessage } from "./issue-message.js";

/** An issue with its messages, oldest first. */
export interface ListedIssue {
  issue: Issue;
  messages: IssueMessage[];
  /** Whether the messages that show it best were compared by their words alone, without the model (降级). */
  degraded: boolean;
}
