/** A set of UTF-16 units that answers in a nanosecond: 8 kB, one bit each. */
export class CharSet {
  private readonly bits = new Uint32Array(2048);

  constructor(characters: string) {
    for (let i = 0; i < characters.length; i++) {
      const unit = characters.charCodeAt(i);
      this.bits[unit >>> 5]! |= 1 << (unit & 31);
    }
  }

  has(unit: number): boolean {
    return (this.bits[unit >>> 5]! & (1 << (unit & 31))) !== 0;
  }

  /** Whether the unit at an index is in the set; an index outside of the text is not. */
  at(text: string, index: number): boolean {
    return index >= 0 && index < text.length && this.has(text.charCodeAt(index));
  }
}

/** Whether the unit at an index is a Chinese character (URO and extension A). */
export function isHan(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return (unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0x3400 && unit <= 0x4dbf);
}

/** Whether the unit at an index is an ASCII letter. */
export function isLatin(text: string, index: number): boolean {
  const unit = text.charCodeAt(index) | 0x20;
  return unit >= 0x61 && unit <= 0x7a;
}

/** Whether the unit at an index is an ASCII digit. */
export function isDigit(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0x30 && unit <= 0x39;
}
