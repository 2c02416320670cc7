import * as z from 'zod';
import { getDialogue } from '../../adapters/dialogues.ts';
import type { ActingPerson } from '../../adapters/people.ts';
import { closeFollowUp } from '../../domain/dialogue/commands.ts';
import { Closure } from '../../domain/dialogue/follow-up.ts';
import { missionIn } from '../../domain/dialogue/record-id.ts';
import type { BriefingRecord, ConsultationRecord } from '../../domain/dialogue/records.ts';
import { Refusal } from '../../domain/refusal.ts';
import { changeDialogue, DialogueReceipt } from '../http/dialogue-command.ts';
import { shownTo } from '../http/dialogue-sight.ts';
import { problems } from '../http/problem.ts';
import { route } from '../http/route.ts';

type Meetings = 'briefings' | 'consultations';

type FollowedUp = Pick<BriefingRecord, 'id' | 'followUps'>;

/** The address of a follow-up: the id of its record, and its number there. */
interface Address {
  readonly id: string;
  readonly n: string;
}

const followUpIn = <M extends FollowedUp>(meetings: readonly M[], { id, n }: Address) => {
  const meeting = meetings.find((one) => one.id === id);
  const followUp = meeting?.followUps.find(({ number }) => String(number) === n);
  if (!meeting || !followUp) throw new Refusal('not_found', problems.not_found[2]);
  return { meeting, followUp };
};

/** The mission of a follow-up that this person may see; refused as not found where there is none. */
const requireShown = async (
  person: ActingPerson,
  of: Meetings,
  address: Address,
): Promise<string> => {
  const mission = missionIn(address.id) ?? '';
  const shown = await shownTo(person, mission, await getDialogue(mission));
  followUpIn<FollowedUp>(shown[of], address);
  return mission;
};

const closureRoute = (of: Meetings) =>
  route({
    method: 'post',
    path: `/v1/dialogue/${of}/{id}/follow-ups/{n}/closure`,
    summary: `Close a follow-up of one of the ${of}, saying how it ended`,
    action: 'record-dialogue',
    wants: ['idempotency-key'],
    params: z.object({ id: z.string(), n: z.string() }),
    body: Closure,
    status: 201,
    response: DialogueReceipt,
    handle: async (asked) => {
      const { person, params, body } = asked;
      const mission = await requireShown(person, of, params);
      return changeDialogue(asked, mission, 'record-dialogue', (dialogue, by) => {
        const records: readonly (BriefingRecord | ConsultationRecord)[] = dialogue[of];
        const { meeting, followUp } = followUpIn(records, params);
        return closeFollowUp(meeting, followUp, body, by);
      });
    },
  });

export const followUpRoutes = [closureRoute('briefings'), closureRoute('consultations')];
