import type { SimulatedRecipient } from './simulated-people.ts';
import type { RemindersState } from './simulated-world.ts';
import type { Telling } from './telling.ts';
import { pressureOf, type Wanted } from './tellings.ts';

/** What makes a row one and the same: told once, however often it is asked for. */
export const rowKey = ({
  review,
  step,
  round,
  plan,
  rung,
  recipient,
}: Pick<Telling, 'review' | 'step' | 'round' | 'plan' | 'rung' | 'recipient'>): string =>
  [review, step, round, plan, rung, recipient].join('#');

/** The row that tells somebody something, owed from an instant on. */
export const rowOf = (
  { person: _, ...wanted }: Wanted,
  { person, for: principal }: SimulatedRecipient,
  at: string,
): Telling => ({
  ...wanted,
  recipient: person.id,
  ...(principal && { for: principal }),
  status: person.email ? 'owed' : 'dropped',
  owedAt: at,
  notBefore: at,
  attempts: 0,
});

const isPending = ({ status }: Telling): boolean => status === 'owed' || status === 'claimed';

/** The ledger in memory: rows by what makes them one, by review, and those that are owed. */
export const ledgerInMemory = ({ rows, told }: Pick<RemindersState, 'rows' | 'told'>) => {
  const all = new Map(rows.map((row) => [rowKey(row), row]));
  const byReview = Map.groupBy(rows.map(rowKey), (key) => key.slice(0, key.indexOf('#')));
  const owed = new Set(rows.filter(isPending).map(rowKey));
  const mails = Map.groupBy(told, ({ recipient }) => recipient);
  return {
    /** Adds a row; one that is there stays as it is. */
    add: (row: Telling): void => {
      const key = rowKey(row);
      if (all.has(key)) return;
      all.set(key, row);
      byReview.set(row.review, [...(byReview.get(row.review) ?? []), key]);
      if (row.status === 'owed') owed.add(key);
    },
    put: (row: Telling): void => {
      const key = rowKey(row);
      all.set(key, row);
      if (!isPending(row)) owed.delete(key);
    },
    owed: (): Telling[] => [...owed].flatMap((key) => all.get(key) ?? []),
    /** How many reminders of a step and round went out. */
    remindersSent: (review: string, step: string, round: number): number => {
      const sent = (byReview.get(review) ?? []).flatMap((key) => all.get(key) ?? []);
      const reminders = sent.filter(
        (row) =>
          row.status === 'sent' &&
          pressureOf(row.kind) === 'reminder' &&
          row.step === step &&
          row.round === round,
      );
      return new Set(reminders.map(({ plan, rung }) => `${plan}#${rung}`)).size;
    },
    /** How many mails somebody had since an instant. */
    toldSince: (recipient: string, since: string): number =>
      new Set(
        (mails.get(recipient) ?? []).filter(({ at }) => at >= since).map(({ message }) => message),
      ).size,
    tell: (recipient: string, at: string): void => {
      const had = mails.get(recipient) ?? [];
      mails.set(recipient, [...had, { recipient, at, message: `simulated ${had.length}` }]);
    },
  };
};
export type LedgerInMemory = ReturnType<typeof ledgerInMemory>;
