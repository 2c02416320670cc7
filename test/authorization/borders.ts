import type { Action, Facts } from '../../domain/permissions.ts';
import type { Released } from '../../domain/review.ts';
import type { Stage } from '../../domain/stages.ts';
import { type Cell, everybody, everyCell, matter, matters, subjects } from './cells.ts';
import { mayBy } from './oracle.ts';

const toggled = <T>(all: readonly T[], one: T): T[] =>
  all.includes(one) ? all.filter((other) => other !== one) : [...all, one];

/** The same facts with one of those changed that can matter to the action. */
const otherFacts = (action: Action, facts: Facts): Facts[] => {
  const { stage = [], released = [], ...others } = matter[action] ?? {};
  return [
    ...(stage as Stage[]).map((other) => ({ ...facts, stage: other })),
    ...Object.keys(others).map((fact) => ({ ...facts, [fact]: !facts[fact as keyof Facts] })),
    ...(released as Released[][])
      .filter((what) => what.length === 1)
      .flat()
      .map((what) => ({ ...facts, released: toggled(facts.released, what) })),
  ];
};

/** The cells that differ from this one in one thing: who asks, about what, or one fact. */
const oneStepFrom = (cell: Cell): Cell[] => {
  const { action, about, facts } = cell;
  const others = 'situation' in about ? subjects : matters;
  return [
    ...everybody.map((asker) => ({ ...cell, asker })),
    ...others.map((other) => ({ ...cell, about: other })),
    ...(facts ? otherFacts(action, facts).map((other) => ({ ...cell, facts: other })) : []),
  ];
};

const factsSaid = ({ facts }: Cell) =>
  Object.values(facts ?? {}).filter((fact) => fact === true).length + (facts?.released.length ?? 0);

const isAllowed = ({ asker, action, about, facts }: Cell) => mayBy(asker, action, about, facts);

/** A cell, and what the table says of it. */
export type Judged = Cell & { readonly wanted: boolean };

/** Yes and no in turn, as long as there are both. */
const inTurn = (cells: readonly Judged[]): Judged[] => {
  const [yes, no] = [cells.filter(({ wanted }) => wanted), cells.filter(({ wanted }) => !wanted)];
  return Array.from({ length: Math.max(yes.length, no.length) }, (_, at) => [
    yes[at] ?? [],
    no[at] ?? [],
  ]).flat(2);
};

/**
 * Where yes and no meet, by action: each allowed cell with at most one fact said, and all that are one
 * step away from it. What matters at all is seen to matter here.
 */
export const borders = (): Map<Action, Judged[]> => {
  const found = new Map<Action, Map<string, Cell>>();
  for (const cell of everyCell()) {
    if (factsSaid(cell) > 1 || !isAllowed(cell)) continue;
    const cells = found.get(cell.action) ?? new Map<string, Cell>();
    found.set(cell.action, cells);
    for (const near of [cell, ...oneStepFrom(cell)]) cells.set(JSON.stringify(near), near);
  }
  return new Map(
    Array.from(found, ([action, cells]) => [
      action,
      inTurn(Array.from(cells.values(), (cell) => ({ ...cell, wanted: isAllowed(cell) }))),
    ]),
  );
};
