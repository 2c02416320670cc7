import { createHmac, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import { setting } from '../../adapters/environment.ts';
import {
  exportTokenWrite,
  getExportToken,
  listExportTokens,
} from '../../adapters/export-tokens.ts';
import { sha256 } from '../../adapters/hashing.ts';
import { keepAnswer, type RequestIdentity } from '../../adapters/idempotency.ts';
import type { ActingPerson } from '../../adapters/people.ts';
import { transact } from '../../adapters/table.ts';
import { ExportToken, ExportTokenRequest, expiryOf } from '../../domain/export/token.ts';
import { Refusal } from '../../domain/refusal.ts';
import { identityOf, nameOf, personUnchanged, untilUndisturbed } from '../http/command.ts';
import { once } from '../http/once.ts';
import { PageQuery, pageReply, pageStart } from '../http/page.ts';
import { permit } from '../http/permission.ts';
import { problems } from '../http/problem.ts';
import { route } from '../http/route.ts';

const TokenView = ExportToken.omit({ owner: true, version: true }).meta({ id: 'ExportToken' });

const viewOf = (token: ExportToken): z.output<typeof TokenView> => TokenView.parse(token);

/** Refuses whoever acts for another: a token outlives what was delegated. */
const permitOwn = (person: ActingPerson): void => {
  permit(person, 'export');
  if (person.actsFor)
    throw new Refusal(
      'forbidden',
      'A token is for its owner only: ask in your own name, without On-Behalf-Of.',
    );
};

/**
 * The token of a request. It follows from the request and a secret of this system, so that a copy of the
 * request gets the same one though it is kept nowhere.
 */
const tokenFor = ({ hash }: RequestIdentity): string =>
  `oraexp_${createHmac('sha256', setting('CURSOR_KEY')).update(`export-token\n${hash}`).digest('base64url')}`;

export const makeExportTokenRoute = route({
  method: 'post',
  path: '/v1/export-tokens',
  summary:
    'Make a token by which a program takes exports in your place, with what you may see at that time; it is shown once',
  action: 'export',
  wants: ['idempotency-key'],
  body: ExportTokenRequest,
  status: 201,
  response: TokenView.extend({ token: z.string() }).meta({ id: 'NewExportToken' }),
  handle: async (asked) => {
    const { person, body } = asked;
    permitOwn(person);
    const token = tokenFor(identityOf(asked));
    const { days: _, ...narrowing } = body;
    const id = sha256(token);
    const reply = await once(
      asked,
      () => `export-token-${id}`,
      async (identity) => {
        const made = timestamp();
        const kept = { id, owner: person.id, ...narrowing, made, expires: expiryOf(body, made) };
        const answer = { status: 201, body: viewOf({ ...kept, version: 1 }) };
        await transact(
          [
            exportTokenWrite({ ...kept, version: 1 }),
            keepAnswer(`export-token-${id}`, identity, answer),
            ...personUnchanged(person),
          ],
          randomUUID(),
        );
        return answer;
      },
    );
    return { ...reply, body: { ...(reply.body as object), token } };
  },
});

export const listExportTokensRoute = route({
  method: 'get',
  path: '/v1/export-tokens',
  summary: 'List the export tokens that you made, without what they are',
  action: 'export',
  query: PageQuery,
  status: 200,
  response: z.object({ items: z.array(TokenView), next: z.string().optional() }),
  handle: async ({ person, query }) => {
    permitOwn(person);
    const bound = `${nameOf(person)} export-tokens`;
    const { tokens, last } = await listExportTokens(
      person.id,
      pageStart(query, bound),
      query.limit,
    );
    return pageReply('/v1/export-tokens', query, bound, tokens.map(viewOf), last);
  },
});

/** A token of this person's own. */
const own = async (person: ActingPerson, id: string): Promise<ExportToken> => {
  const found = /^[A-Za-z0-9_-]{43}$/.test(id) ? await getExportToken(id) : undefined;
  if (found?.owner === person.id) return found;
  throw new Refusal('not_found', problems.not_found[2]);
};

export const revokeExportTokenRoute = route({
  method: 'delete',
  path: '/v1/export-tokens/{id}',
  summary: 'Revoke an export token of yours, at once and for good',
  action: 'export',
  params: z.object({ id: z.string() }),
  status: 200,
  response: TokenView,
  handle: async ({ person, params: { id } }) => {
    permitOwn(person);
    return untilUndisturbed(async () => {
      const seen = await own(person, id);
      if (seen.revoked) return { body: viewOf(seen) };
      const next = { ...seen, revoked: timestamp(), version: seen.version + 1 };
      await transact([exportTokenWrite(next, seen), ...personUnchanged(person)], randomUUID());
      return { body: viewOf(next) };
    });
  },
});
