import * as z from 'zod';

// Control characters other than tab and line feed, and the two bidirectional overrides that can disguise text.
const forbidden = /[^\P{Cc}\t\n]|[\u202d\u202e]/u;

/** Free text of at most `max` characters: well-formed Unicode in NFC, without control characters. */
export const text = (max: number, min = 1) =>
  z
    .string()
    .min(min)
    .max(max)
    .refine((value) => value.isWellFormed() && !forbidden.test(value), {
      error: 'contains control characters or broken Unicode: type the text again',
    })
    .overwrite((value) => value.normalize('NFC'));

/** A calendar day, `YYYY-MM-DD`. */
export const Day = z.iso.date();

/** An instant in UTC, ISO 8601 with milliseconds and `Z`. */
export const Instant = z.iso.datetime({ precision: 3 });
