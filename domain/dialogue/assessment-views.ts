import * as z from 'zod';
import { StateCommitment } from './commitment.ts';
import { HostState } from './host-state.ts';
import { recordedFields, wholeView } from './recorded-view.ts';
import type { CommitmentRecord, HostStateRecord, ThreatRecord } from './records.ts';
import type { Sight } from './sight.ts';
import { Threat } from './threat.ts';

export const HostStateView = z
  .object({ ...HostState.shape, ...recordedFields })
  .meta({ id: 'HostState' });

export const ThreatView = z
  .object({
    ...Threat.shape,
    ...recordedFields,
    superseded: z.boolean(),
    supersededBy: z.string().optional(),
  })
  .meta({ id: 'Threat' });

export const CommitmentView = z
  .object({ ...StateCommitment.shape, ...recordedFields })
  .meta({ id: 'Commitment' });

/** The Secretariat and the mission read what is assessed of host State and threats; no contributor does. */
const readsAssessments = ({ of }: Sight): boolean => of === 'everything' || of === 'mission';

export const hostStateViewOf = (
  record: HostStateRecord,
  sight: Sight,
): z.output<typeof HostStateView> | undefined =>
  readsAssessments(sight) ? wholeView(record, sight) : undefined;

export const threatViewOf = (
  record: ThreatRecord,
  sight: Sight,
): z.output<typeof ThreatView> | undefined =>
  readsAssessments(sight)
    ? { ...wholeView(record, sight), superseded: record.supersededBy !== undefined }
    : undefined;

/** A commitment as it may be seen: a State sees its own. */
export const commitmentViewOf = (
  record: CommitmentRecord,
  sight: Sight,
): z.output<typeof CommitmentView> | undefined => {
  const own = sight.of === 'state' && sight.state === record.contributor;
  return own || readsAssessments(sight) ? wholeView(record, sight) : undefined;
};
