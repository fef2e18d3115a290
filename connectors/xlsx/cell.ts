import type { NumberFormat } from "./styles.js";

const DAY = 86_400;

/** Column number, from 0, of a reference such as `AB12`; −1 when it is none. */
export function columnOf(reference: string): number {
  let column = 0;
  let at = 0;
  for (; at < reference.length && at < 8; at++) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return at === 0 ? -1 : column - 1;
}

/**
 * A number of a workbook as text: dates as `2019-08-14 11:25:10` (hours alone as `11:25:10`), whole numbers with all
 * their digits, numbers of fixed width with their zeros. Numbers of more than 15 digits, of which Excel has lost the
 * rest, come out as `1.2E+17`, as Excel shows them.
 */
export function numberText(raw: string, format: NumberFormat, calendar: 1900 | 1904): string {
  const value = Number(raw);
  if (raw.trim() === "" || !Number.isFinite(value)) return raw;
  if (format.kind === "time" && value >= 0) return serialText(value, calendar);
  if (Math.abs(value) >= 1e15) return value.toExponential().replace("e", "E");
  const text = String(value);
  return format.kind === "padded" && Number.isInteger(value) ? text.padStart(format.width, "0") : text;
}

/** The wall-clock time of a day number, to the second. The calendar of 1900 has a 29 February that there never was. */
function serialText(serial: number, calendar: 1900 | 1904): string {
  const seconds = Math.round(serial * DAY);
  const clock = new Date((seconds % DAY) * 1000).toISOString().slice(11, 19);
  if (serial < 1) return clock;
  const epoch = calendar === 1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const day = new Date(epoch + Math.floor(seconds / DAY) * DAY * 1000);
  if (Number.isNaN(day.getTime()) || day.getUTCFullYear() > 9999) return String(serial);
  return seconds % DAY === 0 ? day.toISOString().slice(0, 10) : `${day.toISOString().slice(0, 10)} ${clock}`;
}
