import * as z from 'zod';
import type { Person } from '../../adapters/people.ts';
import { closeFollowUp } from '../../domain/dialogue/commands.ts';
import { Closure } from '../../domain/dialogue/follow-up.ts';
import { missionIn } from '../../domain/dialogue/record-id.ts';
import type { Dialogue } from '../../domain/dialogue/records.ts';
import { Refusal } from '../../domain/refusal.ts';
import { changeDialogue, DialogueReceipt } from '../http/dialogue-command.ts';
import { shownTo } from '../http/dialogue-sight.ts';
import { problems } from '../http/problem.ts';
import { route } from '../http/route.ts';

type Meetings = 'briefings' | 'consultations';

const notFound = () => new Refusal('not_found', problems.not_found[2]);

/** Refuses, as not found, a follow-up that this person may not see. */
const requireShown = async (
  person: Person,
  mission: string,
  dialogue: Dialogue,
  { of, id, n }: { of: Meetings; id: string; n: string },
): Promise<void> => {
  const shown = (await shownTo(person, mission, dialogue))[of].find((meeting) => meeting.id === id);
  if (!shown?.followUps.some(({ number }) => String(number) === n)) throw notFound();
};

/** The record and the follow-up of a request that was found to be shown. */
const followUpIn = (dialogue: Dialogue, of: Meetings, id: string, n: string) => {
  const meeting = dialogue[of].find((one) => one.id === id);
  const followUp = meeting?.followUps.find(({ number }) => String(number) === n);
  if (!meeting || !followUp) throw notFound();
  return { meeting, followUp };
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
      const { id, n } = asked.params;
      const mission = missionIn(id);
      if (!mission) throw notFound();
      return changeDialogue(asked, mission, {
        action: 'record-dialogue',
        find: (dialogue) => requireShown(asked.person, mission, dialogue, { of, id, n }),
        decide: (dialogue, by) => {
          const { meeting, followUp } = followUpIn(dialogue, of, id, n);
          return closeFollowUp(meeting, followUp, asked.body, by);
        },
      });
    },
  });

export const followUpRoutes = [closureRoute('briefings'), closureRoute('consultations')];
