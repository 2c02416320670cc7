import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import { getDialogue } from '../../adapters/dialogues.ts';
import { dayOf } from '../../domain/calendar-day.ts';
import { threatWarnings } from '../../domain/dialogue/superseded-threats.ts';
import { evidenceWarnings } from '../../domain/dossier/evidence-warnings.ts';
import { dossierWarnings } from '../../domain/dossier/warnings.ts';
import { scoreStage } from '../../domain/scoring.ts';
import { Stage } from '../../domain/stages.ts';
import { calendarOf } from '../calendars-at-hand.ts';
import { visibleReview } from '../http/command.ts';
import { evidenceAtHand } from '../http/evidence-at-hand.ts';
import { readForm } from '../http/form.ts';
import { permit } from '../http/permission.ts';
import { route } from '../http/route.ts';
import {
  completed,
  refusalOf,
  requireSubmittable,
  Submission,
  standOf,
} from '../http/submission.ts';
import { instrumentOf } from '../machine-step.ts';
import { dossierBehind } from '../verdict-grounds.ts';

const Remark = z.object({ pointer: z.string(), code: z.string(), detail: z.string() });

export const checkRoute = route({
  method: 'post',
  path: '/v1/reviews/{id}/stages/{stage}/check',
  summary:
    'Hear exactly what a submission would be refused for, what it would be asked about, and the indicative score',
  action: 'save-draft',
  params: z.object({ id: z.string(), stage: Stage }),
  body: Submission.partial({ declaration: true }),
  status: 200,
  response: z.object({
    problems: z.array(Remark),
    warnings: z.array(Remark),
    indicativeScore: z.number(),
  }),
  handle: async ({ person, params: { id, stage }, body: given }) => {
    const { answers, declaration } = given;
    const head = await visibleReview(person, id);
    permit(person, 'save-draft', head, stage);
    const instrument = instrumentOf(head);
    const form = await readForm(head, instrument, stage);
    const evidence = await evidenceAtHand(head);
    const problems = refusalOf(() => requireSubmittable(head, instrument, form, given, evidence));
    const unsigned = {
      pointer: '/declaration',
      code: 'missing',
      detail: 'Declare that the answers are correct.',
    };
    const { score } = scoreStage(instrument, stage, completed(form, answers));
    const dossier = await dossierBehind(head);
    const body = {
      problems: declaration ? problems : [...problems, unsigned],
      warnings: [
        ...dossierWarnings({ stage, instrument, dossier, today: dayOf(timestamp()) }),
        ...threatWarnings((await getDialogue(head.mission)).threats, id),
        ...evidenceWarnings(standOf(head, form, answers, evidence, await calendarOf(head))),
      ],
      indicativeScore: score,
    };
    return { body };
  },
});
