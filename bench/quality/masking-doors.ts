import { pick, type Random } from "./masking-random.js";

const HAN_NUMBERS = "一 二 三 四 五 六 七 八 九 十 十一 十二 十五 二十".split(" ");

function roomNumber(random: Random): string {
  return `${1 + random.below(33)}0${1 + random.below(6)}`;
}

/** The part of an address behind the building. */
export const doorBehindBuilding = (random: Random): string => {
  const unit = random.below(3) === 0 ? `${pick(random, HAN_NUMBERS.slice(0, 6))}单元` : `${1 + random.below(6)}单元`;
  const room = roomNumber(random);
  switch (random.below(11)) {
    case 0:
      return `${unit}${room}`;
    case 1:
      return unit;
    case 2:
      return `${room}室`;
    case 3:
      return room;
    case 4:
      return `${unit}${1 + random.below(6)}楼${room}室`;
    case 5:
      return `${unit}${1 + random.below(30)}楼`;
    case 6:
      return `${1 + random.below(9)}楼${room}室`;
    case 7:
      return `${1 + random.below(4)}-${room}`;
    case 8:
      return `${room}号房`;
    case 9:
      return `${pick(random, ["甲", "乙", "A", "B"])}单元${room}房`;
    default:
      return `${unit}${room}室`;
  }
};

/** The number of a house with floor or room, behind the name of a road. */
export const houseOnRoad = (random: Random): string => {
  const house = `${1 + random.below(900)}号`;
  return (
    house +
    pick(random, [
      `${1 + random.below(8)}楼`,
      `${roomNumber(random)}室`,
      `${1 + random.below(4)}单元${roomNumber(random)}室`,
      "门牌",
    ])
  );
};
