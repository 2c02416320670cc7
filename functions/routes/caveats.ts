import * as z from 'zod';
import { decideCaveat, declareCaveat } from '../../domain/dossier/caveats.ts';
import { requireKept } from '../../domain/dossier/dossier.ts';
import { CaveatDecision, CaveatKind, recordId } from '../../domain/facts/dossier-facts.ts';
import { type Asker, sideOf } from '../../domain/permissions.ts';
import { text } from '../../domain/text.ts';
import { change, visibleReview } from '../http/command.ts';
import { CaveatView, dossierView, readDossier } from '../http/dossier-view.ts';
import { answerEntry, entering } from '../http/entry-view.ts';
import { reviewTag } from '../http/etag.ts';
import { permit } from '../http/permission.ts';
import { HttpRefusal } from '../http/problem.ts';
import { answerReceipt, changing } from '../http/receipt.ts';
import { route } from '../http/route.ts';

const CaveatEntry = z
  .strictObject({
    kind: z.union([CaveatKind, z.literal('none')], {
      error: `must be ${CaveatKind.options.join(', ')}, or "none"`,
    }),
    description: text(2000).optional(),
    beforeMou: z.boolean().optional(),
    lifts: z.array(recordId).min(1).max(50).optional(),
    undeclared: z.literal(true).optional(),
  })
  .meta({ id: 'CaveatEntry' });
type CaveatEntry = z.output<typeof CaveatEntry>;

/** What must be said of the MOU: by the State whether it knew of the caveat, by the field that nobody declared it. */
const faultOfMou = (
  { role }: Asker,
  { kind, beforeMou, lifts, undeclared }: CaveatEntry,
): [string, string] | undefined => {
  if (undeclared)
    return beforeMou !== undefined || lifts
      ? ['undeclared', 'beforeMou and lifts belong to what the State declares: leave them out']
      : undefined;
  if (kind === 'none' || beforeMou !== undefined) return undefined;
  return sideOf(role) === 'mission'
    ? ['undeclared', 'must be true: the field reports what was not declared, and declares nothing']
    : ['beforeMou', 'say true or false: whether it was declared before the MOU was signed'];
};

/** Refuses an entry that says too little or too much beside its kind, with all that is wrong at once. */
const requireWhole = (asker: Asker, entry: CaveatEntry): void => {
  const { kind, description, undeclared } = entry;
  const faults: ([string, string] | undefined)[] = [
    kind === 'none' && undeclared
      ? ['kind', 'the field reports a restriction that it met: name its kind']
      : undefined,
    kind === 'none' && description
      ? ['description', '"none" has no description: leave it out']
      : undefined,
    kind !== 'none' && !description
      ? ['description', 'say what the unit may not be asked to do']
      : undefined,
    faultOfMou(asker, entry),
  ];
  const errors = faults.flatMap((fault) =>
    fault ? [{ pointer: `/${fault[0]}`, code: 'custom', detail: fault[1] }] : [],
  );
  if (errors.length > 0) throw new HttpRefusal('invalid_request', errors);
};

export const addCaveatRoute = route({
  ...entering,
  path: '/v1/reviews/{id}/caveats',
  summary:
    'Declare a national caveat, or that there is none (Permanent Mission); report one that was not declared (field)',
  action: 'declare-caveat',
  body: CaveatEntry,
  handle: (asked) => {
    const { undeclared, ...declaration } = asked.body;
    requireWhole(asked.person, asked.body);
    return change(asked, asked.params.id, {
      action: undeclared ? 'report-caveat' : 'declare-caveat',
      match: 'none',
      decide: async (head, _, by) => {
        requireKept(head);
        const { kind, description } = declaration;
        if (undeclared && kind !== 'none' && description)
          return { type: 'caveat-found', by, facts: { kind, description } };
        const { caveats } = await readDossier(head.id);
        return declareCaveat(caveats, declaration, by);
      },
      answer: answerEntry('caveat'),
    });
  },
});

export const listCaveatsRoute = route({
  method: 'get',
  path: '/v1/reviews/{id}/caveats',
  summary: 'List the national caveats that you may see, with what was decided on each',
  action: 'read-ledger',
  params: z.object({ id: z.string() }),
  status: 200,
  response: z.object({ items: z.array(CaveatView) }),
  handle: async ({ person, params: { id } }) => {
    const head = await visibleReview(person, id);
    permit(person, 'read-ledger', head);
    const { caveats } = dossierView(await readDossier(id), person, head);
    return { body: { items: caveats }, etag: reviewTag(head.version) };
  },
});

export const decideCaveatRoute = route({
  ...changing,
  path: '/v1/reviews/{id}/caveats/{caveat}/decisions',
  summary:
    'Decide on a national caveat, declared or not: accepted, to be negotiated, or do not deploy',
  action: 'decide-caveat',
  params: z.object({ id: z.string(), caveat: z.string() }),
  body: z.strictObject({ decision: CaveatDecision, reason: text(2000) }),
  handle: (asked) =>
    change(asked, asked.params.id, {
      action: 'decide-caveat',
      decide: async (head, _, by) => {
        requireKept(head);
        const { caveats } = await readDossier(head.id);
        return decideCaveat(caveats, asked.params.caveat, asked.body, by);
      },
      answer: answerReceipt,
    }),
});
