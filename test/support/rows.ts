import type { Cell } from '../../domain/export/column.ts';
import type { DataSetName } from '../../domain/export/data-sets.ts';

export type Row = Readonly<Record<string, Cell>>;
/** Every data set as somebody took it along, and when. */
export type Exported = Readonly<Record<DataSetName, readonly Row[]>> & { readonly now: string };

export type Line = Record<string, unknown>;

export const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
export const quarterOf = (at: Cell) => {
  const text = String(at);
  return `${text.slice(0, 4)}-Q${Math.floor((Number(text.slice(5, 7)) + 2) / 3)}`;
};
export const iso = (at: Cell): string => String(at);
export const dayIn = (at: Cell): string => iso(at).slice(0, 10);
export const distinct = (all: readonly Cell[]) => [...new Set(all.map(String))].sort();
export const round1 = (value: number) => Math.round(value * 10) / 10;

export const ended = ['withdrawn', 'lapsed'];
export const isUnit = ({ state, basis_kind }: Row) =>
  !ended.includes(String(state)) && basis_kind !== 'reverification';
export const isOpen = ({ situation }: Row) => ![...ended, 'closed'].includes(String(situation));

export const factsOf = (events: readonly Row[], review: Cell, type: string) =>
  events
    .filter((event) => event.review_id === review && event.type === type)
    .map((event) => ({
      at: iso(event.at as Cell),
      seq: Number(event.seq),
      facts: JSON.parse(String(event.facts)),
    }));

const rank: Record<string, number> = { self: 0, evaluation: 1, verification: 2 };

/** Of each criterion of each review, the answer of the latest voice. */
export const latestAnswers = (answers: readonly Row[]): Map<string, Row> => {
  const latest = new Map<string, Row>();
  for (const answer of answers) {
    const key = `${answer.review_id} ${answer.criterion}`;
    const known = latest.get(key);
    if (!known || (rank[String(answer.voice)] ?? 0) > (rank[String(known.voice)] ?? 0))
      latest.set(key, answer);
  }
  return latest;
};

export const count = (rows: readonly Row[], which: (row: Row) => boolean) =>
  rows.filter(which).length;
