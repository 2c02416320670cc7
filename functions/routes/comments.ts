import * as z from 'zod';
import { addComment } from '../../domain/dossier/comments.ts';
import { dossierFacts } from '../../domain/facts/dossier-facts.ts';
import { sideOf } from '../../domain/permissions.ts';
import { Refusal } from '../../domain/refusal.ts';
import { change, visibleReview } from '../http/command.ts';
import { CommentView, dossierView, readDossier } from '../http/dossier-view.ts';
import { answerEntry, entering } from '../http/entry-view.ts';
import { permit } from '../http/permission.ts';
import { route } from '../http/route.ts';

export const addCommentRoute = route({
  ...entering,
  path: '/v1/reviews/{id}/comments',
  summary: 'Comment on a review or on one of its criteria, to your own side or to everyone',
  action: 'comment',
  body: dossierFacts['comment-added'].omit({ side: true }),
  handle: (asked) =>
    change(asked, asked.params.id, {
      action: 'comment',
      match: 'none',
      decide: (_, instrument, by) => {
        const side = sideOf(asked.person.role);
        if (!side) throw new Refusal('forbidden', 'Only a party to the review comments on it.');
        return addComment(instrument, asked.body, side, by);
      },
      answer: answerEntry('comment'),
    }),
});

export const listCommentsRoute = route({
  method: 'get',
  path: '/v1/reviews/{id}/comments',
  summary: 'List the comments to everyone and those of your own side, oldest first',
  action: 'read-ledger',
  params: z.object({ id: z.string() }),
  status: 200,
  response: z.object({ items: z.array(CommentView) }),
  handle: async ({ person, params: { id } }) => {
    const head = await visibleReview(person, id);
    permit(person, 'read-ledger', head);
    const { comments } = dossierView(await readDossier(id), person, head);
    return { body: { items: comments } };
  },
});
