import {
  caveats,
  certificates,
  passages,
  plan,
  planOverdue,
  womensShare,
} from './follow-up-of-rows.ts';
import { byContributor, byCriterion, byMission, limiting, limitingBeside } from './gap-of-rows.ts';
import type { Exported, Line } from './rows.ts';
import {
  coverage,
  deployments,
  equipment,
  equipmentByMission,
  overdue,
  pipeline,
  received,
  verdicts,
} from './standing-of-rows.ts';

/** The figures of a dashboard, by book and id, from exported rows alone: by another way than the product's. */
export const figuresOfRows = (
  exported: Exported,
  critical: Record<string, readonly string[]>,
): Record<string, Line[]> => ({
  'standing verdicts': verdicts(exported),
  'standing coverage': coverage(exported),
  'standing received': received(exported),
  'standing pipeline': pipeline(exported),
  'standing deployments': deployments(exported, critical),
  'standing overdue': overdue(exported),
  'standing equipment': equipment(exported),
  'standing equipmentByMission': equipmentByMission(exported),
  'standing plan': plan(exported),
  'standing planOverdue': planOverdue(exported),
  'standing caveats': caveats(exported),
  'standing certificates': certificates(exported),
  'standing womensShare': womensShare(exported),
  'standing forecast': passages(exported),
  'gap byCriterion': byCriterion(exported),
  'gap byContributor': byContributor(exported),
  'readiness byMission': byMission(exported),
  'readiness limiting': limiting(exported),
  'readiness limitingBeside': limitingBeside(exported),
});
