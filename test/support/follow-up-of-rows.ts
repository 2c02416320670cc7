import type { Cell } from '../../domain/export/column.ts';
import {
  count,
  dayAfter,
  dayIn,
  distinct,
  type Exported,
  ended,
  factsOf,
  isUnit,
  type Line,
  type Row,
  round1,
} from './rows.ts';
import { percentages } from './standing-of-rows.ts';

const owners = ['contributor', 'secretariat', 'mission'];

export const plan = ({ findings, now }: Exported): Line[] =>
  (
    [
      [0, 30],
      [31, 90],
      [91, 180],
      [181, 100_000],
    ] as const
  ).map(([from, until]) => {
    const ageOf = (row: Row) =>
      (Date.parse(now.slice(0, 10)) - Date.parse(dayIn(row.opened_at as Cell))) / 86_400_000;
    const of = findings.filter(
      (row) => row.status !== 'verified' && ageOf(row) >= from && ageOf(row) <= until,
    );
    return {
      age: until > 1000 ? `${from}+` : `${from}-${until}`,
      ...Object.fromEntries(
        owners.map((owner) => [owner, count(of, (row) => row.owner === owner)]),
      ),
    };
  });

export const planOverdue = ({ findings }: Exported): Line[] =>
  owners.map((owner) => ({
    owner,
    overdue: count(findings, (row) => row.owner === owner && row.overdue === true),
  }));

export const caveats = ({ reviews }: Exported): Line[] => {
  const sums = (rows: readonly Row[], name: string) =>
    rows.reduce((sum, row) => sum + Number(row[name]), 0);
  const with_ = reviews.filter(
    (row) => Number(row.caveats) > 0 && !ended.includes(String(row.state)),
  );
  return distinct(with_.map(({ mission }) => mission as Cell)).map((mission) => {
    const of = with_.filter((row) => row.mission === mission);
    const undeclared = sums(of, 'caveats_undeclared');
    return {
      mission,
      declared: sums(of, 'caveats') - undeclared,
      pending: sums(of, 'caveats_undecided'),
      undeclared,
    };
  });
};

const kinds = ['conduct_and_discipline', 'human_rights_screening', 'operational_preparation'];

export const certificates = ({ reviews, events, now }: Exported): Line[] => {
  const today = now.slice(0, 10);
  const units = reviews.filter((row) => isUnit(row) && row.instrument_version === 2);
  const rows = kinds.map((kind) => {
    const held = units.map(
      (row) =>
        factsOf(events, row.review_id as Cell, 'certificate-issued').findLast(
          ({ facts }) => facts.kind === kind,
        )?.facts,
    );
    const until = held.flatMap((facts) => facts?.validUntil ?? []) as string[];
    const within = (days: number) =>
      until.filter((day) => day >= today && day <= dayAfter(today, days)).length;
    return {
      kind,
      missing: held.filter((facts) => !facts).length,
      expired: until.filter((day) => day < today).length,
      within30: within(30),
      within60: within(60),
      within90: within(90),
      ends: until.length,
    };
  });
  return rows.filter(({ missing, ends }) => missing + ends > 0).map(({ ends: _, ...row }) => row);
};

export const womensShare = (exported: Exported): Line[] => {
  const all = percentages(exported, /-B6$/);
  return distinct(all.map(({ row }) => row.unit_type as Cell)).map((unitType) => {
    const of = all.filter(({ row }) => row.unit_type === unitType);
    return {
      unitType,
      units: of.length,
      met: of.filter(({ criterion, value }) => value >= (criterion.startsWith('FPU') ? 20 : 15))
        .length,
      mean: round1(of.reduce((sum, { value }) => sum + value, 0) / of.length),
    };
  });
};

/** How often each stage was passed, and how many are there, from the events alone. */
export const passages = ({ reviews, events }: Exported): Line[] => {
  const names = ['self-assessment', 'evaluation', 'verification'];
  const found = reviews
    .filter(({ basis_kind }) => basis_kind !== 'reverification')
    .map((row) => {
      const opened = factsOf(events, row.review_id as Cell, 'stage-opened');
      const firsts = names.map((name) => opened.find(({ facts }) => facts.stage === name)?.at);
      return { firsts, isOpen: row.closed_at === null, verdict: row.rating !== null };
    });
  return names.map((stage, place) => ({
    stage,
    measured: found.filter(({ firsts, verdict }) => firsts[place] && (firsts[place + 1] || verdict))
      .length,
    waiting: found.filter(({ firsts, isOpen: is }) => is && firsts[place] && !firsts[place + 1])
      .length,
  }));
};
