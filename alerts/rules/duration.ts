import { z } from "zod";

const MINUTE = 60_000;
const UNITS = { minutes: MINUTE, hours: 60 * MINUTE, days: 24 * 60 * MINUTE, weeks: 7 * 24 * 60 * MINUTE } as const;

/** A length of time as rules write it: one unit and how many of it, `{ hours: 6 }`. */
export type Duration = { readonly unit: keyof typeof UNITS; readonly value: number };

/** How long that is, in milliseconds: a day is 24 hours. */
export function durationMs({ unit, value }: Duration): number {
  return value * UNITS[unit];
}

type Written = Partial<Record<keyof typeof UNITS, number | undefined>>;

/** What was written as `{ hours: 6 }`, read; a schema has made sure that there is one unit. */
function read(written: Written): Duration {
  const [unit, value] = Object.entries(written).find(([, entry]) => entry !== undefined) as [Duration["unit"], number];
  return { unit, value };
}

function given(written: Written): number {
  return Object.values(written).filter((value) => value !== undefined).length;
}

const units = (names: string): { message: string; params: { zh: string } } => ({
  message: `needs exactly one of ${names}, such as { hours: 6 }`,
  params: { zh: `要写且只写 ${names} 中的一个，如 { hours: 6 }` },
});

/** A wait: minutes to weeks. */
export const durationSchema = z
  .strictObject({
    minutes: z.int().min(1).max(100_000).optional(),
    hours: z.int().min(1).max(10_000).optional(),
    days: z.int().min(1).max(400).optional(),
    weeks: z.int().min(1).max(52).optional(),
  })
  .refine((written) => given(written) === 1, units("minutes, hours, days, weeks"))
  .transform(read);

/** A window that is counted: whole hours, or whole days of the wall calendar. */
export const windowSchema = z
  .strictObject({
    hours: z.int().min(1).max(72).optional(),
    days: z.int().min(1).max(92).optional(),
    weeks: z.int().min(1).max(13).optional(),
  })
  .refine((written) => given(written) === 1, units("hours, days, weeks"))
  .transform(read);
