import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import { putDraft } from '../../adapters/drafts.ts';
import { keepAnswer, type RequestIdentity } from '../../adapters/idempotency.ts';
import { requireOpen } from '../../domain/commands/submissions.ts';
import { Remark, sentBack } from '../../domain/preparation.ts';
import { personUnchanged, visibleReview } from '../http/command.ts';
import { requireMatch } from '../http/etag.ts';
import { draftIn, readForm, SavedDraft, savedDraft } from '../http/form.ts';
import { once } from '../http/once.ts';
import { permit } from '../http/permission.ts';
import { route } from '../http/route.ts';
import { instrumentOf } from '../machine-step.ts';

const stage = 'self-assessment';

export const remarksRoute = route({
  method: 'post',
  path: '/v1/reviews/{id}/stages/self-assessment/remarks',
  summary:
    'Send sections of a draft back to your own drafters; the remarks never leave the contributor',
  action: 'send-back',
  wants: ['idempotency-key', 'if-match'],
  params: z.object({ id: z.string() }),
  body: z.strictObject({ remarks: z.array(Remark).min(1).max(50) }),
  status: 201,
  response: SavedDraft,
  handle: async (asked) => {
    const { person, headers, body } = asked;
    const { id } = asked.params;
    await visibleReview(person, id);
    const commit = async (identity: RequestIdentity) => {
      const head = await visibleReview(person, id);
      permit(person, 'send-back', head, stage);
      const form = await readForm(head, instrumentOf(head), stage);
      requireMatch(headers, form.tag);
      requireOpen(head, stage);
      const seen = draftIn(form);
      const sent = sentBack(seen, form.asked, body.remarks, timestamp());
      const draft = { ...seen, ...sent, revision: seen.revision + 1 };
      const answer = { status: 201, ...savedDraft(head, draft) };
      await putDraft(head, draft, [keepAnswer(id, identity, answer), ...personUnchanged(person)]);
      return answer;
    };
    return once(asked, () => id, commit);
  },
});
