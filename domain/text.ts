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
    .refine((value) => min === 0 || /[\p{L}\p{N}]/u.test(value), {
      error: 'says nothing: write at least a letter or a number',
    })
    .overwrite((value) => value.normalize('NFC'));

/** Free text on one line. */
export const line = (max: number) =>
  text(max).refine((value) => !value.includes('\n'), { error: 'must be one line' });

/** A calendar day, `YYYY-MM-DD`, from the year the United Nations began. */
export const Day = z.iso.date().refine((day) => day >= '1945-01-01' && day <= '2099-12-31', {
  error: 'must lie between 1945-01-01 and 2099-12-31',
});

/** An instant in UTC, ISO 8601 with milliseconds and `Z`. */
export const Instant = z.iso.datetime({ precision: 3 });
