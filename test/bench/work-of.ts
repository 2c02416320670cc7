import type { Item } from 'dynalite/db/index.js';
import { kindOf } from './item-costs.ts';
import type { WriteRequest } from './write-meter.ts';

/** What is put beside the answers: it is counted apart from the chain. */
export const dossierWork = 'add to the dossier';

/** What SES reports of each mail afterwards: one unit for each row that it carried, counted apart. */
export const reportWork = 'RecordDelivery';

const byEvent: Record<string, string> = {
  'review-opened': 'open the review',
  'stage-opened': 'OpenStage',
  'stage-acknowledged': 'open what was submitted',
  'stage-submitted': 'submit a stage',
  'evaluation-decided': 'decide',
  'verification-signed': 'sign',
  'stage-scored': 'ScoreStage',
  'review-closed': 'CloseReview',
  'certificate-issued': dossierWork,
  'caveat-declared': dossierWork,
  'vetting-recorded': dossierWork,
  'obligation-reported': dossierWork,
};

const byKind: Record<string, string> = {
  ANSWERS: 'submit a stage',
  SENT: 'Notify',
  DUE: 'Notify',
  MAIL: 'Notify',
};

/** The command or the task that a write belongs to, told by what it writes. */
export const workOf = (request: WriteRequest): string => {
  if ('TransactItems' in request) {
    const puts: Item[] = request.TransactItems.flatMap(({ Put }) => (Put ? [Put.Item] : []));
    const event = puts.find((item) => kindOf(item) === 'EVENT');
    return byEvent[event?.type?.S ?? ''] ?? 'other';
  }
  const item = 'Item' in request ? request.Item : request.Key;
  if (kindOf(item) === 'RUN') return item.token ? 'AwaitStage' : 'advance';
  if (kindOf(item) === 'SENT' && item.delivery) return reportWork;
  return byKind[kindOf(item)] ?? 'other';
};
