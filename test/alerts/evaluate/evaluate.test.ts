import { describe } from "vitest";
import { temporaryStores } from "../../store/sqlite/fixture.js";
import { evaluationCases } from "./evaluation-cases.js";

const stores = temporaryStores(async () => (await import("../../../store/sqlite/store.js")).openSqliteStore);

describe("on SQLite", () => evaluationCases(() => stores.open(stores.path())));
