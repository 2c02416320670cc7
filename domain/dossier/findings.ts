import type { By, Event, NewEvent } from '../events.ts';
import type { Side } from '../facts/dossier-facts.ts';
import type { Instrument } from '../instrument.ts';
import { type FieldError, Refusal } from '../refusal.ts';
import type { Head } from '../review.ts';
import type { Rating } from '../scoring.ts';
import { situationOf } from '../situation.ts';
import { type Entry, entryOf } from './entry.ts';
import { criterionErrors } from './known-criterion.ts';

type Opened = Extract<NewEvent, { type: 'finding-opened' }>['facts'];
type Updated = Extract<NewEvent, { type: 'finding-updated' }>['facts'];

/** One step that an owner, or the machine after a re-verification, reported. */
interface Update extends Omit<Updated, 'finding'> {
  readonly at: string;
  readonly by?: By | undefined;
}

/** Something that is to be put right after the verdict: what, by whose side, by which day. */
export interface Finding extends Entry, Opened {
  readonly updates: readonly Update[];
}

export type FindingStatus = 'open' | Updated['status'];

export const statusOf = ({ updates }: Pick<Finding, 'updates'>): FindingStatus =>
  updates.at(-1)?.status ?? 'open';

/** Whether the day has passed on which it should have been done. */
export const isOverdue = (finding: Finding, today: string): boolean =>
  finding.dueOn < today && !['done', 'verified'].includes(statusOf(finding));

/** The findings of a review in the order in which they were opened, each with its updates. */
export const findingsOf = (events: readonly Event[]): Finding[] => {
  const updates = events.filter((event) => event.type === 'finding-updated');
  const opened = events.filter((event) => event.type === 'finding-opened');
  return opened.map((event) => {
    const entry = entryOf('finding', event);
    const own = updates.filter(({ facts }) => facts.finding === entry.id);
    return {
      ...entry,
      ...event.facts,
      updates: own.map(({ facts: { finding: _, ...update }, at, by }) => ({ ...update, at, by })),
    };
  });
};

/** Refuses what only follows a verdict. */
export const requireVerdict = (head: Head): void => {
  if (situationOf(head) === 'closed') return;
  throw new Refusal(
    'wrong_stage',
    `This follows a verdict, and the review has none: it stands at ${head.state}.`,
  );
};

/** Opens a finding of a closed review; `today` is the day in UTC. */
export const openFinding = (
  head: Head,
  instrument: Instrument,
  facts: Opened,
  today: string,
  by: By,
): NewEvent => {
  requireVerdict(head);
  const errors: FieldError[] = criterionErrors(instrument, facts.criterion, '/criterion');
  if (facts.dueOn < today)
    errors.push({
      pointer: '/dueOn',
      code: 'in_the_past',
      detail: 'A finding is due today or later.',
    });
  if (errors.length > 0)
    throw new Refusal('invalid_request', 'The finding cannot be opened like this.', errors);
  return { type: 'finding-opened', by, facts };
};

/** The side that owns a finding says how far it is; only a re-verification says that it is put right. */
export const updateFinding = (
  findings: readonly Finding[],
  id: string,
  update: Pick<Updated, 'note' | 'evidence'> & { readonly status: 'in_progress' | 'done' },
  side: Side | undefined,
  by: By,
): NewEvent => {
  const finding = findings.find((one) => one.id === id);
  if (!finding) throw new Refusal('not_found', `This review has no ${id}.`);
  if (finding.owner !== side)
    throw new Refusal('forbidden', `${id} belongs to the ${finding.owner} side: it reports on it.`);
  if (statusOf(finding) === 'verified')
    throw new Refusal(
      'wrong_stage',
      `${id} was verified: open a new finding if it is needed again.`,
    );
  return { type: 'finding-updated', by, facts: { finding: id, ...update } };
};

/**
 * What a re-verification says of the findings it looked at: put right where the field rates the
 * criterion S, else open again. Nothing for those of which it has spoken already.
 */
export const reverifiedFindings = (
  findings: readonly Finding[],
  review: string,
  ratings: Readonly<Record<string, Rating>>,
): NewEvent[] =>
  findings.flatMap(({ id, criterion, updates }): NewEvent[] => {
    const rating = ratings[criterion];
    if (!rating || updates.some((update) => update.review === review)) return [];
    const status = rating === 'S' ? 'verified' : 'reopened';
    return [{ type: 'finding-updated', facts: { finding: id, status, review } }];
  });
