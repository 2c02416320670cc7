import type { Cell } from '../../domain/export/column.ts';
import {
  count,
  dayAfter,
  dayIn,
  distinct,
  type Exported,
  isOpen,
  iso,
  isUnit,
  type Line,
  latestAnswers,
  quarterOf,
  type Row,
} from './rows.ts';

export const verdicts = ({ reviews }: Exported): Line[] =>
  distinct(
    reviews
      .filter(({ rating }) => rating)
      .map(({ mission, unit_type }) => `${mission}|${unit_type}`),
  ).map((place) => {
    const of = reviews.filter((row) => `${row.mission}|${row.unit_type}` === place);
    return {
      mission: place.split('|')[0],
      unitType: place.split('|')[1],
      ...Object.fromEntries(
        ['ready', 'conditional', 'not_ready'].map((rating) => [
          rating,
          count(of, (row) => row.rating === rating),
        ]),
      ),
    };
  });

export const coverage = ({ reviews }: Exported): Line[] => {
  const units = reviews.filter(isUnit);
  return distinct(units.map(({ mission }) => mission as Cell)).map((mission) => {
    const of = units.filter((row) => row.mission === mission);
    return {
      mission,
      units: of.length,
      evaluated: count(of, (row) => row.evaluation_submitted_at !== null),
      verified: count(of, (row) => row.verification_submitted_at !== null),
    };
  });
};

export const received = ({ reviews }: Exported): Line[] => {
  const quartersOf = (name: string) =>
    reviews.flatMap((row) => (row[name] ? [quarterOf(iso(row[name] as Cell))] : []));
  const evaluations = quartersOf('evaluation_submitted_at');
  const verifications = quartersOf('verification_submitted_at');
  return distinct([...evaluations, ...verifications]).map((quarter) => ({
    quarter,
    evaluations: evaluations.filter((one) => one === quarter).length,
    verifications: verifications.filter((one) => one === quarter).length,
  }));
};

export const pipeline = ({ reviews }: Exported): Line[] =>
  distinct(reviews.map(({ mission }) => mission as Cell)).map((mission) => {
    const of = reviews.filter((row) => row.mission === mission);
    const at = (place: string) =>
      count(of, (row) => (row.state === 'suspended' ? 'suspended' : row.situation) === place);
    return {
      mission,
      ...Object.fromEntries(
        [
          'in_transit',
          'self_assessment',
          'evaluation',
          'decision',
          'verification',
          'signature',
          'suspended',
          'closed',
          'lapsed',
          'withdrawn',
        ].map((place) => [place, at(place)]),
      ),
    };
  });

/** `critical` gives the critical criteria of an instrument by its id. */
export const deployments = (
  { reviews, answers, now }: Exported,
  critical: Record<string, readonly string[]>,
): Line[] => {
  const latest = latestAnswers(answers);
  const openItems = (row: Row) =>
    (critical[String(row.instrument_id)] ?? []).filter(
      (criterion) => latest.get(`${row.review_id} ${criterion}`)?.rating !== 'S',
    ).length;
  return [30, 60, 90].map((days) => {
    const of = reviews.filter((row) => {
      const day = dayIn(row.planned_deployment as Cell);
      return (
        isUnit(row) &&
        isOpen(row) &&
        day >= now.slice(0, 10) &&
        day <= dayAfter(now.slice(0, 10), days)
      );
    });
    return {
      within: String(days),
      units: of.length,
      withOpenItems: of.filter((row) => openItems(row) > 0).length,
      openItems: of.reduce((sum, row) => sum + openItems(row), 0),
    };
  });
};

export const overdue = ({ reviews, now }: Exported): Line[] =>
  ['contributor', 'secretariat', 'mission'].map((holder) => {
    const of = reviews.filter(
      (row) => row.holder === holder && row.due_at && row.state !== 'suspended',
    );
    const late = of
      .filter((row) => iso(row.due_at as Cell) <= now)
      .map((row) => iso(row.due_at as Cell));
    return {
      holder,
      overdue: late.length,
      open: of.length,
      longestDays:
        late.length > 0
          ? Math.floor((Date.parse(now) - Date.parse(late.sort()[0] ?? now)) / 86_400_000)
          : 0,
    };
  });

export const percentages = ({ reviews, answers }: Exported, criteria: RegExp) => {
  const byReview = new Map(reviews.filter(isUnit).map((row) => [row.review_id, row]));
  const numbers = answers.filter(({ value_number }) => value_number !== null);
  return [...latestAnswers(numbers).values()]
    .filter(
      ({ criterion, review_id }) =>
        criteria.test(String(criterion)) && byReview.has(review_id as Cell),
    )
    .map(({ criterion, value_number, review_id }) => ({
      criterion: String(criterion),
      value: Number(value_number),
      row: byReview.get(review_id as Cell) as Row,
    }));
};

const equipmentCriteria = /^(INF-G[1-4]|FPU-G[1-5])$/;

export const equipment = (exported: Exported): Line[] => {
  const all = percentages(exported, equipmentCriteria);
  return distinct(all.map(({ criterion }) => criterion)).map((criterion) => {
    const of = all.filter((one) => one.criterion === criterion);
    return { criterion, under: of.filter(({ value }) => value < 90).length, units: of.length };
  });
};

export const equipmentByMission = (exported: Exported): Line[] => {
  const under = percentages(exported, equipmentCriteria).filter(({ value }) => value < 90);
  return distinct(under.map(({ row }) => row.mission as Cell)).map((mission) => {
    const of = under.filter(({ row }) => row.mission === mission);
    return { mission, units: new Set(of.map(({ row }) => row.review_id)).size, values: of.length };
  });
};
