import * as z from 'zod';
import { Stage } from '../stages.ts';

/** The names of answers by stage. */
const Named = z.partialRecord(Stage, z.string());

const Submitted = z.object({ facts: z.object({ stage: Stage, answers: z.string() }) });
const Opened = z.object({ facts: z.object({ carried: z.object({ answers: Named }).optional() }) });
const Migrated = z.object({ facts: z.object({ answers: Named }) });

/** Answers that an event refers to. */
export interface Reference {
  readonly stage: Stage;
  /** `<round>#<hash>`. */
  readonly name: string;
}

/** The name under which an export has the answers. */
export const nameOf = ({ stage, name }: Reference): string => `${stage}#${name}`;

/** The hash that the answers must have. */
export const hashIn = ({ name }: Reference): string => name.slice(name.indexOf('#') + 1);

const byStage = (named: z.output<typeof Named> = {}): Reference[] =>
  Stage.options.flatMap((stage) => {
    const name = named[stage];
    return name === undefined ? [] : [{ stage, name }];
  });

const submittedIn = (event: unknown): Reference[] => {
  const { data } = Submitted.safeParse(event);
  return data ? [{ stage: data.facts.stage, name: data.facts.answers }] : [];
};

/** What an event refers to; nothing where it is not what it says it is. */
export const referencesIn = (event: Readonly<Record<string, unknown>>): Reference[] => {
  switch (event.type) {
    case 'stage-submitted':
      return submittedIn(event);
    case 'review-opened':
      return byStage(Opened.safeParse(event).data?.facts.carried?.answers);
    case 'instrument-migrated':
      return byStage(Migrated.safeParse(event).data?.facts.answers);
    default:
      return [];
  }
};
