import type { Contribution } from '../reference/contributions.ts';
import { findMission } from '../reference/missions.ts';
import type { ImportReport, ImportRow } from './report.ts';

/** A unit that the figures of one contributor in one mission let one presume; strength in persons. */
type PresumedUnit = Omit<Contribution, 'asOf'>;

/** Persons in one mission from which a unit is presumed: 500 troops a battalion, any formed police a unit. */
const thresholds = [
  { unitType: 'INF_BN', figure: 'troops', from: 500 },
  { unitType: 'FPU', figure: 'formedPolice', from: 1 },
] as const;

const presume = (contributor: string, mission: string, rows: readonly ImportRow[]) =>
  thresholds.flatMap(({ unitType, figure, from }): PresumedUnit[] => {
    const strength = rows.reduce((sum, row) => sum + row[figure], 0);
    return strength >= from ? [{ contributor, mission, unitType, strength }] : [];
  });

/** The units of the rows that count and whose mission is known, by contributor and mission. */
export const unitsOf = (report: ImportReport): PresumedUnit[] => {
  const rows = report.rows.filter(
    ({ status, mission = '' }) => status !== 'rejected' && findMission(mission),
  );
  const pairs = Map.groupBy(rows, ({ contributor, mission }) => `${contributor} ${mission}`);
  return [...pairs.keys()].sort().flatMap((pair) => {
    const [contributor = '', mission = ''] = pair.split(' ');
    return presume(contributor, mission, pairs.get(pair) ?? []);
  });
};
