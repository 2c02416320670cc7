import * as z from 'zod';
import { Stage } from '../stages.ts';

const Submitted = z.object({
  type: z.literal('stage-submitted'),
  facts: z.object({ stage: Stage, answers: z.string() }),
});

const Opened = z.object({
  type: z.literal('review-opened'),
  facts: z.object({
    basis: z.object({ review: z.string() }).optional(),
    carried: z.object({ answers: z.partialRecord(Stage, z.string()) }).optional(),
  }),
});

/** Answers that an event refers to. */
export interface Reference {
  readonly stage: Stage;
  /** `<round>#<hash>`. */
  readonly name: string;
  /** The review that they were carried from, where they were. */
  readonly from?: string | undefined;
}

/** The name under which an export has the answers. */
export const nameOf = ({ stage, name }: Reference): string => `${stage}#${name}`;

/** The hash that the answers must have. */
export const hashIn = ({ name }: Reference): string => name.slice(name.indexOf('#') + 1);

const submittedIn = (event: unknown): Reference[] => {
  const submitted = Submitted.safeParse(event);
  if (!submitted.success) return [];
  const { stage, answers } = submitted.data.facts;
  return [{ stage, name: answers }];
};

const carriedIn = (event: unknown): Reference[] => {
  const opened = Opened.safeParse(event);
  if (!opened.success) return [];
  const { basis, carried } = opened.data.facts;
  return Stage.options.flatMap((stage) => {
    const name = carried?.answers[stage];
    return name === undefined ? [] : [{ stage, name, from: basis?.review }];
  });
};

/** What an event refers to; nothing where it is not what it says it is. */
export const referencesIn = (event: Readonly<Record<string, unknown>>): Reference[] => {
  if (event.type === 'stage-submitted') return submittedIn(event);
  return event.type === 'review-opened' ? carriedIn(event) : [];
};
