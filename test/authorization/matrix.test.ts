import { describe, expect, it } from 'vitest';
import { authorize } from '../../adapters/authorization.ts';
import { actions } from '../../domain/permissions.ts';
import { type Cell, everyCell, sampledCells } from './cells.ts';
import { mayBy } from './oracle.ts';
import { linesAbout } from './oracle-table.ts';

const seed = 20_261_124;
const sampled = 20_000;

/** The cells that policies and table decide differently, one example of each kind; how many were asked and allowed. */
const compare = (cells: Iterable<Cell>) => {
  const differing = new Map<string, Cell>();
  let asked = 0;
  let allowed = 0;
  for (const cell of cells) {
    const { asker, action, about, facts } = cell;
    const wanted = mayBy(asker, action, about, facts);
    asked += 1;
    if (wanted) allowed += 1;
    if (authorize(asker, action, about, facts).allowed !== wanted)
      differing.set(`${asker.role} ${wanted ? 'may' : 'may not'} ${action} ${facts?.stage}`, cell);
  }
  return { differing: [...differing], asked, allowed };
};

const told = (what: string, { asked, allowed }: { asked: number; allowed: number }) =>
  console.log(
    `${what}: ${asked} cells, ${allowed} allowed (${((100 * allowed) / asked).toFixed(1)} %)`,
  );

const patience = 600_000;

describe('who may do what', { timeout: patience }, () => {
  it('is said of every action', () => {
    expect(actions.filter((action) => linesAbout(action).length === 0)).toEqual([]);
  });

  it('is decided alike by policies and table, in every combination of what can matter', () => {
    const compared = compare(everyCell());

    told('every combination of what can matter to each action', compared);
    expect(compared.differing).toEqual([]);
  });

  it('is decided alike where facts are said that should not matter', () => {
    const compared = compare(sampledCells(seed, sampled));

    told(`a sample of all combinations, seed ${seed}`, compared);
    expect(compared.differing).toEqual([]);
  });
});
