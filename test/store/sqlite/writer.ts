import { openSqliteStore } from "../../../store/sqlite/store.js";
import { document } from "../../contract/store-documents.js";

/** A process that puts a hundred documents at a time, telling how many puts were acknowledged, until it is killed. */
const store = openSqliteStore(process.argv[2] as string, { timezone: "Asia/Shanghai" });
for (let put = Number(process.argv[3]); ; put++) {
  await store.put(
    Array.from({ length: 100 }, (_, i) =>
      document({ id: `${put}-${i}`, text: `第${put}批的噪音`, topic: [`题${i % 7}`] }),
    ),
  );
  process.stdout.write(`${put + 1}\n`);
}
