import { expect, test } from "vitest";
import { distinctUsers } from "../../../pipelines/issues/distinct-users.js";

test("people are numbered as they come; a message without an author is somebody else's", () => {
  const userOf = distinctUsers();
  expect(["a", undefined, "b", "a", undefined, "b"].map(userOf)).toEqual([1, 2, 3, 1, 4, 3]);
});
