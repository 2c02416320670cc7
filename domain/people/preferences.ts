import * as z from 'zod';
import { Language } from '../language.ts';

const isZone = (name: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
};

/** A time zone by its IANA name. Offsets are none: they know no daylight saving. */
export const TimeZone = z
  .string()
  .max(64)
  .regex(/^(UTC|[A-Za-z_]+(\/[A-Za-z0-9_+-]+)+)$/, 'a time zone such as Africa/Kigali')
  .refine(isZone, { error: 'is no time zone that is known here: name one such as Africa/Kigali' });

/** How somebody wants to be written to: in which language, and by the clocks of which zone; without one, by those of their party. */
export const Preferences = z.strictObject({ language: Language, timeZone: TimeZone.optional() });
export type Preferences = z.output<typeof Preferences>;
