import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import { type DefinitionKind, definitionWrite } from '../../adapters/definitions.ts';
import { keepAnswer } from '../../adapters/idempotency.ts';
import { transact } from '../../adapters/table.ts';
import { type FieldError, Refusal } from '../../domain/refusal.ts';
import { newestOf, type OwnDefinition } from '../../domain/reminders/own-definitions.ts';
import { readOwn } from '../own-definitions.ts';
import { type AnyAsked, personUnchanged } from './command.ts';
import { once } from './once.ts';
import { permit } from './permission.ts';
import { problems } from './problem.ts';
import { type Reply, type Route, route } from './route.ts';

/** What ladders and calendars differ in. */
export interface Definitions {
  readonly kind: DefinitionKind;
  readonly shipped: readonly { readonly id: string }[];
  readonly body: z.ZodType<{ readonly id: string }>;
  readonly view: z.ZodType;
  /** What is wrong with it that the schema cannot see; `before` is the newest version so far. */
  readonly errorsOf: (asked: unknown, before: unknown) => FieldError[];
}

const params = z.object({ id: z.string() });

const shownOf = ({ definition, version, added, revoked }: OwnDefinition) => ({
  ...(definition as object),
  version,
  ships: false,
  addedAt: added.at,
  ...(revoked && { revokedAt: revoked.at }),
});

const shippedOf = ({ shipped }: Definitions) => shipped.map((one) => ({ ...one, ships: true }));

const newestNamed = async (kind: DefinitionKind, id: string) =>
  newestOf(await readOwn(kind)).find((one) => one.id === id);

const listRoute = (all: Definitions): Route =>
  route({
    method: 'get',
    path: `/v1/${all.kind}s`,
    summary: `List the ${all.kind}s that ship and those of the operator, each in its newest version`,
    action: 'read-reference',
    status: 200,
    response: z.object({ items: z.array(all.view) }),
    handle: async ({ person }) => {
      permit(person, 'read-reference');
      const own = newestOf(await readOwn(all.kind));
      return { body: { items: [...shippedOf(all), ...own.map(shownOf)] } };
    },
  });

const readRoute = (all: Definitions): Route =>
  route({
    method: 'get',
    path: `/v1/${all.kind}s/{id}`,
    summary: `Read one ${all.kind} in its newest version`,
    action: 'read-reference',
    params,
    status: 200,
    response: all.view,
    handle: async ({ person, params: { id } }) => {
      permit(person, 'read-reference');
      const shipped = shippedOf(all).find((one) => one.id === id);
      if (shipped) return { body: shipped };
      const own = await newestNamed(all.kind, id);
      if (!own) throw new Refusal('not_found', problems.not_found[2]);
      return { body: shownOf(own) };
    },
  });

/** The next version of what is asked for; refused where it is wrong, or ships with the product under this id. */
const nextVersion = async (
  { kind, shipped, errorsOf }: Definitions,
  asked: { readonly id: string },
  by: string,
): Promise<OwnDefinition> => {
  const { id } = asked;
  const before = await newestNamed(kind, id);
  const detail = `The ${kind} ${id} ships with the product: take another id.`;
  const errors = [
    ...(shipped.some((one) => one.id === id) ? [{ pointer: '/id', code: 'taken', detail }] : []),
    ...errorsOf(asked, before?.definition),
  ];
  if (errors.length > 0)
    throw new Refusal('invalid_request', `The ${kind} cannot be kept like this.`, errors);
  const version = (before?.version ?? 0) + 1;
  const definition = kind === 'ladder' ? { ...asked, version } : asked;
  return { id, version, definition, added: { by, at: timestamp() } };
};

/** Writes a version, once for all copies of the request. */
const written = (
  asked: AnyAsked,
  kind: DefinitionKind,
  id: string,
  status: number,
  decide: () => Promise<OwnDefinition>,
): Promise<Reply> => {
  const place = `${kind}-${id}`;
  return once(
    asked,
    () => place,
    async (identity) => {
      const own = await decide();
      const answer = { status, body: shownOf(own), location: `/v1/${kind}s/${id}` };
      await transact(
        [
          definitionWrite(kind, own),
          keepAnswer(place, identity, answer),
          ...personUnchanged(asked.person),
        ],
        randomUUID(),
      );
      await readOwn(kind);
      return answer;
    },
  );
};

const addRoute = (all: Definitions): Route =>
  route({
    method: 'post',
    path: `/v1/${all.kind}s`,
    summary: `Add a ${all.kind} of your own, or the next version of one; what was added never changes`,
    action: 'manage-ladders',
    wants: ['idempotency-key'],
    body: all.body,
    status: 201,
    response: all.view,
    handle: async (asked) => {
      const { person, body } = asked;
      permit(person, 'manage-ladders');
      return written(asked, all.kind, body.id, 201, () => nextVersion(all, body, person.id));
    },
  });

const revokeRoute = ({ kind, view }: Definitions): Route =>
  route({
    method: 'post',
    path: `/v1/${kind}s/{id}/revocation`,
    summary: `Let no new review name this ${kind} of yours; those that run keep it`,
    action: 'manage-ladders',
    wants: ['idempotency-key'],
    params,
    status: 200,
    response: view,
    handle: async (asked) => {
      const { person } = asked;
      const { id } = asked.params;
      permit(person, 'manage-ladders');
      if (!(await newestNamed(kind, id))) throw new Refusal('not_found', problems.not_found[2]);
      return written(asked, kind, id, 200, async () => {
        const own = await newestNamed(kind, id);
        if (!own) throw new Refusal('not_found', problems.not_found[2]);
        return { ...own, revoked: own.revoked ?? { by: person.id, at: timestamp() } };
      });
    },
  });

/** The routes of ladders, or of calendars: everybody reads them; an admin adds versions, and revokes the newest. */
export const definitionRoutes = (all: Definitions): readonly Route[] => [
  listRoute(all),
  readRoute(all),
  addRoute(all),
  revokeRoute(all),
];
