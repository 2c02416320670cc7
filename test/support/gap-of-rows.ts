import type { Cell } from '../../domain/export/column.ts';
import { count, distinct, type Exported, type Line, round1 } from './rows.ts';

const pairs = {
  selfEvaluation: 'gap_self_evaluation',
  selfVerification: 'gap_self_verification',
  evaluationVerification: 'gap_evaluation_verification',
} as const;
const mean = (values: readonly number[]) =>
  values.length > 0 ? round1(values.reduce((sum, value) => sum + value, 0) / values.length) : null;

export const byCriterion = ({ reviews, answers }: Exported): Line[] => {
  const units = new Set(
    reviews
      .filter(({ basis_kind }) => basis_kind !== 'reverification')
      .map(({ review_id }) => review_id),
  );
  const once = new Map(
    answers
      .filter(({ review_id }) => units.has(review_id as Cell))
      .map((row) => [`${row.review_id} ${row.criterion}`, row]),
  );
  const known = [...once.values()].filter((row) =>
    Object.values(pairs).some((name) => row[name] !== null),
  );
  return distinct(
    known.map(
      ({ instrument_id, section, criterion }) => `${instrument_id}/${section}|${criterion}`,
    ),
  ).map((place) => {
    const [section, criterion] = place.split('|');
    const of = known.filter((row) => row.criterion === criterion);
    return {
      section,
      criterion,
      ...Object.fromEntries(
        Object.entries(pairs).map(([name, column]) => [
          name,
          mean(of.flatMap((row) => (row[column] === null ? [] : [Number(row[column])]))),
        ]),
      ),
    };
  });
};

export const byContributor = ({ reviews }: Exported): Line[] => {
  const units = reviews
    .filter(({ basis_kind }) => basis_kind !== 'reverification')
    .filter((row) => Object.values(pairs).some((name) => row[name] !== null));
  return distinct(units.map(({ contributor_iso3 }) => contributor_iso3 as Cell)).map(
    (contributor) => ({
      contributor,
      ...Object.fromEntries(
        Object.entries(pairs).map(([name, column]) => [
          name,
          mean(
            units
              .filter((row) => row.contributor_iso3 === contributor && row[column] !== null)
              .map((row) => Number(row[column])),
          ),
        ]),
      ),
    }),
  );
};

export const byMission = ({ reviews }: Exported): Line[] => {
  const rated = reviews.filter(({ rating }) => rating !== null);
  return distinct(rated.map(({ mission }) => mission as Cell)).map((mission) => {
    const of = rated.filter((row) => row.mission === mission);
    return {
      mission,
      ...Object.fromEntries(
        ['ready', 'conditional', 'not_ready'].map((rating) => [
          rating,
          count(of, (row) => row.rating === rating),
        ]),
      ),
      gap: mean(
        of.flatMap((row) =>
          row.gap_self_verification === null ? [] : [Number(row.gap_self_verification)],
        ),
      ),
    };
  });
};

export const limiting = ({ reviews }: Exported): Line[] => {
  const all = reviews.flatMap(({ limited_by }) =>
    limited_by ? String(limited_by).split(';') : [],
  );
  return distinct(all)
    .map((criterion) => ({ criterion, reviews: all.filter((one) => one === criterion).length }))
    .sort(
      (one, other) => other.reviews - one.reviews || (one.criterion < other.criterion ? -1 : 1),
    );
};

export const limitingBeside = ({ reviews }: Exported): Line[] => {
  const all = reviews.flatMap(({ limits }) => [
    ...new Set(limits ? String(limits).split(';') : []),
  ]);
  return distinct(all).map((kind) => ({ kind, reviews: all.filter((one) => one === kind).length }));
};
