import * as z from 'zod';
import type { Criterion } from './instrument.ts';
import { type FieldError, Refusal } from './refusal.ts';
import { Instant, text } from './text.ts';

const Section = z.string().min(1).max(12);

/** What the Permanent Mission says to its own drafters about a section; it never leaves the contributor. */
export const Remark = z.strictObject({ section: Section, remark: text(2000) });
export type Remark = z.output<typeof Remark>;

/** Ids of the sections that a drafter calls ready. */
export const ReadySections = z.array(Section).max(50);

const KeptRemark = Remark.extend({ at: Instant });

/** How far the contributor is with a draft: which sections are ready, and what was sent back. Part of the draft only. */
export const Preparation = z.strictObject({
  ready: ReadySections,
  remarks: z.array(KeptRemark),
});
export type Preparation = z.output<typeof Preparation>;

const mostRemarks = 50;

const unknown = (pointer: string): FieldError => ({
  pointer,
  code: 'unknown_section',
  detail: 'The form asks nothing in this section now: see `criteria` for the sections.',
});

/** Refuses sections in which the form asks nothing in this round. */
const requireSections = (
  asked: readonly Criterion[],
  sections: readonly string[],
  pointerTo: (index: number) => string,
): void => {
  const open = new Set(asked.map(({ section }) => section));
  const errors = sections.flatMap((section, index) =>
    open.has(section) ? [] : [unknown(pointerTo(index))],
  );
  if (errors.length > 0)
    throw new Refusal('invalid_request', 'Some sections are not in this form.', errors);
};

/** The preparation after a save: `ready` says which sections are, and ends the remarks on them; without it all stays. */
export const saved = (
  { ready, remarks }: Preparation,
  asked: readonly Criterion[],
  now: readonly string[] | undefined,
): Preparation => {
  if (!now) return { ready, remarks };
  requireSections(asked, now, (index) => `/ready/${index}`);
  return {
    ready: [...new Set(now)],
    remarks: remarks.filter(({ section }) => !now.includes(section)),
  };
};

/** The preparation after the Permanent Mission sent sections back: they are not ready any more. */
export const sentBack = (
  { ready, remarks }: Preparation,
  asked: readonly Criterion[],
  given: readonly Remark[],
  at: string,
): Preparation => {
  const sections = given.map(({ section }) => section);
  requireSections(asked, sections, (index) => `/remarks/${index}/section`);
  const all = [...remarks, ...given.map((remark) => ({ ...remark, at }))];
  if (all.length > mostRemarks)
    throw new Refusal('invalid_request', 'Too many remarks wait for an answer.', [
      {
        pointer: '/remarks',
        code: 'too_many',
        detail: `A draft holds ${mostRemarks} remarks: wait until sections are marked ready again.`,
      },
    ]);
  return { ready: ready.filter((section) => !sections.includes(section)), remarks: all };
};
