import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cast, castOf, command, opened } from './support/cast.ts';
import type { Answered, SignedIn } from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let cast: Cast;

beforeAll(async () => {
  host = await startHost();
  cast = await castOf(host.url);
});
afterAll(() => host.close());

const night = { kind: 'night', description: 'No patrols between dusk and dawn', beforeMou: true };
const area = { kind: 'area', description: 'Stays within 20 km of its camp', undeclared: true };

const say = (person: SignedIn, review: string, body: object): Promise<Answered> =>
  person.post(`/v1/reviews/${review}/caveats`, body);

const idsSeen = async (person: SignedIn, review: string) => {
  const { body } = await person.get(`/v1/reviews/${review}/caveats`);
  return body.items.map(({ id }: { id: string }) => id);
};

const codes = ({ body }: Answered) =>
  (body.errors ?? []).map(({ pointer, code }: Record<string, string>) => `${pointer} ${code}`);

describe('what a State declares', () => {
  it('is recorded with an id, and decided on by the director', async () => {
    const review = await opened(cast);

    const declared = await say(cast.state, review, night);
    const { id } = declared.body;
    const decided = await command(cast.director, review, `caveats/${id}/decisions`, {
      decision: 'accepted',
      reason: 'Night work is done by another unit',
    });

    expect(declared.status).toBe(201);
    expect(decided.status).toBe(201);
    expect((await cast.state.get(`/v1/reviews/${review}/caveats`)).body.items).toEqual([
      expect.objectContaining({
        id,
        ...night,
        undeclared: false,
        standing: 'accepted',
        decisions: [expect.objectContaining({ decision: 'accepted', by: { role: 'director' } })],
      }),
    ]);
  });

  it('may be that there is none, unless a restriction stands; then it names what it lifts', async () => {
    const review = await opened(cast);
    const { id } = (await say(cast.state, review, night)).body;

    const contradiction = await say(cast.state, review, { kind: 'none' });
    const lifting = await say(cast.state, review, { kind: 'none', lifts: [id] });

    expect(contradiction.status).toBe(422);
    expect(contradiction.body.errors).toEqual([
      expect.objectContaining({
        pointer: '/kind',
        code: 'restriction_stands',
        detail: expect.stringContaining(`${id} (night) still stands`),
      }),
    ]);
    expect(lifting.status).toBe(201);
    const { body } = await cast.desk.get(`/v1/reviews/${review}/caveats`);
    expect(body.items.map(({ standing }: { standing: string }) => standing)).toEqual([
      'lifted',
      'stated',
    ]);
  });

  it('is refused in words when it says too little or too much', async () => {
    const review = await opened(cast);
    const { beforeMou: _, description: __, ...bare } = night;

    expect(codes(await say(cast.state, review, bare))).toEqual([
      '/description custom',
      '/beforeMou custom',
    ]);
    expect(codes(await say(cast.state, review, { kind: 'none', description: 'x1' }))).toEqual([
      '/description custom',
    ]);
    expect(codes(await say(cast.state, review, { ...night, lifts: ['caveat-99'] }))).toEqual([
      '/lifts/0 not_standing',
    ]);
    const unknown = await say(cast.state, review, { ...night, kind: 'weather' });
    expect(unknown.body.errors[0].detail).toContain('night');
  });

  it('asks the State about the MOU, and the field to say that it was not declared', async () => {
    const review = await opened(cast);
    const { beforeMou: _, ...met } = night;

    const declared = await say(cast.state, review, met);
    const found = await say(cast.field, review, met);

    expect(declared.body.errors).toEqual([
      expect.objectContaining({
        pointer: '/beforeMou',
        detail: expect.stringContaining('before the MOU was signed'),
      }),
    ]);
    expect(found.body.errors).toEqual([
      expect.objectContaining({
        pointer: '/undeclared',
        detail: expect.stringContaining('must be true: the field reports'),
      }),
    ]);
  });

  it('is the Permanent Mission’s to say, and the decision the director’s', async () => {
    const review = await opened(cast);
    const { id } = (await say(cast.state, review, night)).body;
    const decision = { decision: 'accepted', reason: 'Agreed' };

    for (const person of [cast.drafter, cast.desk, cast.field, cast.viewer])
      expect((await say(person, review, night)).status).toBe(403);
    for (const person of [cast.state, cast.desk, cast.commander])
      expect((await command(person, review, `caveats/${id}/decisions`, decision)).status).toBe(403);
    expect((await say(cast.stranger, review, night)).status).toBe(404);
    expect(
      (await command(cast.director, review, 'caveats/caveat-99/decisions', decision)).status,
    ).toBe(404);
  });

  it('is no longer taken once the review has come to nothing', async () => {
    const review = await opened(cast);
    await command(cast.desk, review, 'withdrawal', { reason: 'The unit is not needed' });

    const { status, body } = await say(cast.state, review, night);

    expect(status).toBe(409);
    expect(body.type).toBe('/docs/problems#wrong_stage');
    expect(body.detail).toContain('withdrawn');
  });

  it('is recorded once, however often it is sent', async () => {
    const review = await opened(cast);
    const key = { 'idempotency-key': 'one-and-the-same' };
    const at = `/v1/reviews/${review}/caveats`;

    const copies = await Promise.all([1, 2, 3].map(() => cast.state.post(at, night, key)));

    expect(new Set(copies.map(({ body }) => body.id)).size).toBe(1);
    expect(await idsSeen(cast.state, review)).toHaveLength(1);
  });
});

describe('a caveat', () => {
  it('is seen by each side as far as it is its own, or released', async () => {
    const review = await opened(cast);
    const { body: declared } = await say(cast.state, review, night);
    const { body: found } = await say(cast.field, review, area);
    const seen = async () =>
      Promise.all(
        [cast.desk, cast.director, cast.state, cast.drafter, cast.viewer, cast.field].map(
          (person) => idsSeen(person, review),
        ),
      );
    const [own, met] = [declared.id, found.id];

    expect(await seen()).toEqual([[own, met], [own, met], [own], [own], [own], [met]]);
    await command(cast.desk, review, 'releases', { what: ['caveats'] });
    expect(await seen()).toEqual(Array.from({ length: 6 }, () => [own, met]));
  });
});
