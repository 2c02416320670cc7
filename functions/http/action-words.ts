import type { Action } from '../../domain/permissions.ts';
import type { Stage } from '../../domain/stages.ts';

const names: Record<Stage, string> = {
  'self-assessment': 'the self-assessment',
  evaluation: 'the evaluation',
  verification: 'the verification',
};

/** The stage in a sentence; without one, whichever it is. */
export const stageWords = (stage: Stage | undefined): string => (stage ? names[stage] : 'a stage');

const words: Record<Action, string | ((stage: string) => string)> = {
  'open-review': 'open a review',
  import: 'import',
  'read-reference': 'read the reference data',
  'record-dialogue': 'record what a mission’s dialogue holds',
  'record-commitment': 'record a commitment of this State',
  'read-dialogue': 'read the dialogue of this mission',
  'manage-people': 'manage people',
  'manage-ladders': 'add or revoke ladders and calendars',
  delegate: 'delegate',
  'read-people': 'read who is registered',
  'read-keys': 'read the keys',
  'settle-undeliverable': 'see to addresses that take no mail',
  'manage-webhooks': 'manage webhooks',
  'read-healings': 'read what the system mended',
  export: 'take data sets along',
  'read-dashboard': 'read the figures of reviews',
  'simulate-reminders': 'look ahead at the reminders',
  'preview-recomputation': 'preview a recomputation',
  'approve-recomputation': 'approve a recomputation',
  'preview-migration': 'preview a migration',
  migrate: 'migrate a review',
  'read-review': 'read the review',
  'read-form': (stage) => `read ${stage}`,
  'read-ledger': 'read the ledger',
  'read-events': 'read the record',
  'read-proof': 'read the proof',
  'read-explanation': 'read the explanation',
  'read-evidence': 'read the evidence',
  'read-reminders': 'read who was told what',
  'save-draft': (stage) => `draft ${stage}`,
  submit: (stage) => `submit ${stage}`,
  'send-back': 'send a draft back to its writers',
  recall: 'take the submission back',
  return: 'return criteria',
  decide: 'decide on the evaluation',
  sign: 'sign the verification beside the field',
  acknowledge: 'acknowledge that the review was seen',
  assign: (stage) => `assign ${stage}`,
  'move-anchors': 'move the dates of the deployment',
  extend: 'extend a stage',
  withdraw: 'withdraw the review',
  'correct-unit': 'correct the unit',
  suspend: 'suspend the review',
  resume: 'resume the review',
  release: 'release anything to the others',
  comment: 'comment',
  'add-evidence': 'add evidence',
  'declare-caveat': 'declare a national caveat',
  certify: 'certify',
  'report-caveat': 'report a caveat that was not declared',
  'decide-caveat': 'decide on a caveat',
  'record-vetting': 'record a vetting',
  'open-finding': 'open a finding',
  'update-finding': 'report on a finding',
  'verify-finding': 'order a re-verification',
  'report-obligation': 'report that an obligation was met',
  'open-next-cycle': 'open the next cycle',
};

/** What an action is, as the end of "you may not …"; an action on a stage names it. */
export const actionWords = (action: Action, stage?: Stage): string => {
  const said = words[action];
  return typeof said === 'string' ? said : said(stageWords(stage));
};
