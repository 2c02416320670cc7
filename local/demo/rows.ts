import { contributions } from '../../domain/reference/contributions.ts';
import { findMission } from '../../domain/reference/missions.ts';

/** What a demonstration review is about: the contributor's figure in one mission, in persons. */
export interface Row {
  readonly contributor: string;
  readonly mission: string;
  readonly unitType: string;
  readonly strength: number;
}

/** The product's own 87 rows. */
export const ownRows: readonly Row[] = contributions;

/** Where the demonstration persons of the `token` command are at home: they should find something. */
const atHome: Row = { contributor: 'RWA', mission: 'MINUSCA', unitType: 'INF_BN', strength: 850 };

/** Every nth row, so that a small demonstration still has contributors and missions of all kinds. */
export const spread = (rows: readonly Row[], count: number): Row[] =>
  Array.from(
    { length: Math.min(count, rows.length) },
    (_, at) => rows[Math.floor((at * rows.length) / Math.min(count, rows.length))] as Row,
  );

const isRunning = ({ mission }: Row) => findMission(mission)?.end === undefined;

/**
 * The rows of the reviews that stay open: units that have yet to deploy, so only missions that are
 * running, as far as there are any. The product's own begin with Rwanda in MINUSCA, once per stage.
 */
export const openRows = (rows: readonly Row[], count: number): Row[] => {
  const running = rows.filter(isRunning);
  const from = running.length > 0 ? running : rows;
  const home = rows === ownRows ? [atHome, atHome, atHome] : [];
  return Array.from(
    { length: count },
    (_, at) => home[at] ?? (from[(at * 5) % from.length] as Row),
  );
};
