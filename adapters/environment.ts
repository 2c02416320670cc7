import * as z from 'zod';

// The scanner is sent a link that opens the file: only this very machine may be asked in the clear.
const isPrivate = (url: string): boolean =>
  /^https:|^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(url);

/** What a function needs to know of its surroundings. A missing name is told by name at the first use. */
const Environment = z.object({
  TABLE_NAME: z.string().min(3),
  REVIEW_STATE_MACHINE_ARN: z.string(),
  EVENTS_STATE_MACHINE_ARN: z.string(),
  EVENT_BUS_NAME: z.string().min(1),
  ORA_ISSUER: z.string(),
  ORA_AUDIENCE: z.string(),
  ORA_JWKS_URL: z.url(),
  CURSOR_KEY: z.string().min(32),
  /** Where the pages are that mails link to, without a slash at the end. */
  ORA_ORIGIN: z.url(),
  MAIL_FROM: z.string(),
  MAIL_CONFIGURATION_SET: z.string().min(1),
  MAIL_ID_DOMAIN: z.string().min(1),
  SIGNING_KEY_ARN: z.string(),
  ANCHOR_BUCKET: z.string(),
  EVIDENCE_BUCKET: z.string().min(3),
  EXPORT_BUCKET: z.string().min(3),
  EXPORT_STATE_MACHINE_ARN: z.string(),
  SCAN_URL: z.url().refine(isPrivate),
});
type Name = keyof z.output<typeof Environment>;

/** Whether a setting that may be left out was given. */
export const isSet = (name: Name): boolean => Boolean(process.env[name]);

/** One setting, read when it is used: each function is given only what it needs. */
export const setting = (name: Name): string => {
  const parsed = Environment.shape[name].safeParse(process.env[name]);
  if (!parsed.success) throw new Error(`the environment variable ${name} is missing or malformed`);
  return parsed.data;
};
