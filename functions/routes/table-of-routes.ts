import type { OpenRoute, Route } from '../http/route.ts';
import { rootsRoute } from './anchors.ts';
import { acknowledgeRoute, releaseRoute } from './attention.ts';
import { behindFiguresRoute } from './behind-figures.ts';
import { addCaveatRoute, decideCaveatRoute, listCaveatsRoute } from './caveats.ts';
import { certifyRoute, listCertificatesRoute, recordVettingRoute } from './certificates.ts';
import { anchorsRoute, assignRoute, returnRoute, withdrawRoute } from './changes.ts';
import { checkRoute } from './check.ts';
import { correctRoute, extendRoute, resumeRoute, suspendRoute } from './clocks.ts';
import { addCommentRoute, listCommentsRoute } from './comments.ts';
import { dashboardRoute } from './dashboard.ts';
import { decideRoute, recallRoute, signRoute } from './decisions.ts';
import { delegateRoute, listDelegationsRoute, revokeRoute } from './delegations.ts';
import { recordRoutes } from './dialogue.ts';
import { erasureRoute } from './erasure.ts';
import { listEvidenceRoute, readEvidenceRoute } from './evidence.ts';
import { explanationRoute } from './explanation.ts';
import { startExportRoute } from './export-jobs.ts';
import {
  listExportTokensRoute,
  makeExportTokenRoute,
  revokeExportTokenRoute,
} from './export-tokens.ts';
import { exportRoute } from './exports.ts';
import { openFindingRoute, readPlanRoute, updateFindingRoute } from './findings.ts';
import { followUpRoutes } from './follow-ups.ts';
import { gapsRoute } from './gaps.ts';
import { healingsRoute } from './healings.ts';
import { importRoute } from './imports.ts';
import { keysRoute } from './keys.ts';
import { calendarRoutes, ladderRoutes } from './ladders.ts';
import { listRoute } from './list.ts';
import { migrationRoute } from './migrations.ts';
import { missionExpectationsRoute } from './mission-expectations.ts';
import { nextCycleRoute } from './next-cycle.ts';
import { listObligationsRoute, reportObligationRoute } from './obligations.ts';
import { outlookRoute } from './outlook.ts';
import { listPeopleRoute, ownPersonRoute, readPersonRoute, registerRoute } from './people.ts';
import { preferencesRoute } from './preferences.ts';
import { remarksRoute } from './preparation.ts';
import { dialogueProofRoute, proofRoute } from './proof.ts';
import { publicDataRoute, publicMetadataRoute } from './public-data.ts';
import { recomputationRoute } from './recomputations.ts';
import { eventsRoute, ledgerRoute } from './record.ts';
import {
  contributorsRoute,
  instrumentRoute,
  instrumentsRoute,
  missionsRoute,
  unitsRoute,
  unitTypesRoute,
} from './reference.ts';
import { remindersRoute } from './reminders.ts';
import { retentionRoute } from './retention.ts';
import { reverifyRoute } from './reverifications.ts';
import { openReviewRoute, readReviewRoute } from './reviews.ts';
import { simulationRoute } from './simulations.ts';
import { readFormRoute, saveDraftRoute, submitRoute } from './stages.ts';
import { closeUndeliverableRoute, listUndeliverableRoute } from './undeliverable.ts';
import { announceEvidenceRoute, completeEvidenceRoute } from './uploads.ts';
import { webhookRoutes } from './webhooks.ts';

/** Every route of the API, in the order in which the documentation lists them. None is without an action. */
export const routes: readonly Route[] = [
  openReviewRoute,
  listRoute,
  readReviewRoute,
  readFormRoute,
  saveDraftRoute,
  remarksRoute,
  checkRoute,
  submitRoute,
  returnRoute,
  recallRoute,
  decideRoute,
  signRoute,
  releaseRoute,
  acknowledgeRoute,
  assignRoute,
  anchorsRoute,
  extendRoute,
  suspendRoute,
  resumeRoute,
  correctRoute,
  withdrawRoute,
  addCaveatRoute,
  listCaveatsRoute,
  decideCaveatRoute,
  certifyRoute,
  listCertificatesRoute,
  recordVettingRoute,
  addCommentRoute,
  listCommentsRoute,
  openFindingRoute,
  updateFindingRoute,
  readPlanRoute,
  reportObligationRoute,
  listObligationsRoute,
  reverifyRoute,
  nextCycleRoute,
  announceEvidenceRoute,
  completeEvidenceRoute,
  listEvidenceRoute,
  readEvidenceRoute,
  ledgerRoute,
  eventsRoute,
  remindersRoute,
  outlookRoute,
  ...recordRoutes,
  ...followUpRoutes,
  missionExpectationsRoute,
  explanationRoute,
  recomputationRoute,
  migrationRoute,
  proofRoute,
  dialogueProofRoute,
  keysRoute,
  rootsRoute,
  importRoute,
  instrumentsRoute,
  instrumentRoute,
  missionsRoute,
  contributorsRoute,
  gapsRoute,
  unitsRoute,
  unitTypesRoute,
  listPeopleRoute,
  ownPersonRoute,
  preferencesRoute,
  readPersonRoute,
  registerRoute,
  erasureRoute,
  listUndeliverableRoute,
  closeUndeliverableRoute,
  listDelegationsRoute,
  delegateRoute,
  revokeRoute,
  retentionRoute,
  healingsRoute,
  dashboardRoute,
  behindFiguresRoute,
  exportRoute,
  startExportRoute,
  ...ladderRoutes,
  ...calendarRoutes,
  makeExportTokenRoute,
  listExportTokensRoute,
  revokeExportTokenRoute,
  ...webhookRoutes,
  simulationRoute,
];

/** The routes that are open to everybody; a test pins them. */
export const openRoutes: readonly OpenRoute[] = [publicDataRoute, publicMetadataRoute];
