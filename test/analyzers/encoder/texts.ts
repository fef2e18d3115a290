const PLACES = ["人民路", "幸福小区", "第三中学", "汽车站", "开发区", "老菜市场"];
const MATTERS = [
  "路灯坏了半个月没人修，晚上出行很不安全",
  "工地夜间施工，噪音扰民，多次投诉没有结果",
  "拖欠农民工工资三个月，请求帮助",
  "请问公租房怎么申请，需要哪些材料？",
  "感谢社区工作人员，态度很好😀",
  "自来水发黄有异味",
];

/** So many made-up messages, short and long, no two the same. */
export function messages(count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const matter = MATTERS[i % MATTERS.length] as string;
    return `${PLACES[(i * 7) % PLACES.length]}${i}号：${`${matter}。`.repeat(1 + (i % 9))}`;
  });
}
