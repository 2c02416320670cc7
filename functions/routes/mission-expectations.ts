import * as z from 'zod';
import { getDialogue } from '../../adapters/dialogues.ts';
import {
  MissionExpectations,
  missionExpectations,
} from '../../domain/dialogue/mission-expectations.ts';
import { findMission } from '../../domain/reference/missions.ts';
import { Refusal } from '../../domain/refusal.ts';
import { shownTo, sightFor } from '../http/dialogue-sight.ts';
import { problems } from '../http/problem.ts';
import { route } from '../http/route.ts';

export const missionExpectationsRoute = route({
  method: 'get',
  path: '/v1/missions/{id}/expectations',
  summary:
    'Read in one view what is agreed, contested and not discussed between Council, contributors and Secretariat',
  action: 'read-dialogue',
  params: z.object({ id: z.string() }),
  status: 200,
  response: MissionExpectations,
  handle: async ({ person, params: { id } }) => {
    const sees = findMission(id) && sightFor(person, id).of !== 'nothing';
    if (!sees) throw new Refusal('not_found', problems.not_found[2]);
    const shown = await shownTo(person, id, await getDialogue(id));
    return { body: missionExpectations(id, shown) };
  },
});
