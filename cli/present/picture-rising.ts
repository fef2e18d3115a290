import type { Picture } from "../../trends/picture.js";
import { LEAST_BASELINE, type Rise } from "../../trends/rising.js";
import { oneLine } from "./escape.js";
import { exact } from "./numbers.js";
import { type Look, section, unit, zh } from "./picture-look.js";
import { type Cell, table } from "./table.js";

/** Words shown of one matter. */
const WORDS = 4;

function line(rise: Rise, look: Look): Cell[] {
  const { style } = look;
  const mean = (rise.meanTenths / 10).toFixed(1);
  const words = (rise.words ?? [rise.value]).slice(0, WORDS).join(zh(look) ? "、" : ", ");
  const what = rise.kind === "topic" ? [rise.area, rise.value].filter(Boolean).join(" · ") : `“${words}”`;
  const before =
    rise.meanTenths === 0
      ? zh(look)
        ? "此前没有"
        : "none before"
      : zh(look)
        ? `此前每${unit(look)} ${mean} 件`
        : `${mean} a ${unit(look)} before`;
  return [
    { text: style.colour ? "🔺" : "+", paint: String },
    { text: oneLine(what), paint: style.bold },
    { text: zh(look) ? `${exact(rise.now)} 件` : exact(rise.now), paint: style.red },
    { text: before, paint: style.dim },
    oneLine(rise.example ?? ""),
  ];
}

/** What came up much more often than in the periods before: matters in a district, and words. */
export function rising(picture: Picture, look: Look): string {
  const title = zh(look) ? "上升最快" : "Rising";
  const quiet = (text: string): string => section(title, `  ${look.style.dim(text)}`, look);
  if (picture.baseline < LEAST_BASELINE) {
    const least = LEAST_BASELINE;
    return quiet(
      zh(look)
        ? `此前的数据不足 ${least} ${unit(look)}，还不能判断上升。`
        : `Fewer than ${least} earlier ${unit(look)}s of data: too early to tell.`,
    );
  }
  if (picture.rising.length === 0) {
    return quiet(
      zh(look)
        ? `与此前 ${picture.baseline} ${unit(look)}相比，没有明显上升的问题。`
        : `Nothing stands out against the ${picture.baseline} ${unit(look)}s before.`,
    );
  }
  const columns = [
    { title: "" },
    { title: "", flexible: true },
    { title: "", align: "right" as const },
    { title: "" },
    { title: "", flexible: true },
  ];
  const rows = picture.rising.map((rise) => line(rise, look));
  return section(title, table(columns, rows, { style: look.style, total: look.width, indent: 2, header: false }), look);
}
