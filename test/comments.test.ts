import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cast, castOf, command, opened } from './support/cast.ts';
import type { Answered } from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let cast: Cast;

beforeAll(async () => {
  host = await startHost();
  cast = await castOf(host.url);
});
afterAll(() => host.close());

const codes = ({ body }: Answered) =>
  (body.errors ?? []).map(({ pointer, code }: Record<string, string>) => `${pointer} ${code}`);

describe('a comment', () => {
  const comments = async (person: typeof cast.desk, review: string) =>
    (await person.get(`/v1/reviews/${review}/comments`)).body.items;

  it('is read by everyone, or by the writer’s own side alone', async () => {
    const review = await opened(cast);
    const say = (person: typeof cast.desk, text: string, audience: string) =>
      person.post(`/v1/reviews/${review}/comments`, { criterion: 'INF-A1', text, audience });
    await say(cast.drafter, 'Ask the ministry', 'side');
    await say(cast.desk, 'Please say more', 'everyone');
    await say(cast.field, 'We will look at this', 'side');

    const heard = async (person: typeof cast.desk) =>
      (await comments(person, review)).map(({ text }: { text: string }) => text);
    expect(await heard(cast.state)).toEqual(['Ask the ministry', 'Please say more']);
    expect(await heard(cast.director)).toEqual(['Please say more']);
    expect(await heard(cast.commander)).toEqual(['Please say more', 'We will look at this']);
    expect(await heard(cast.viewer)).toEqual(['Please say more']);
    const [own] = await comments(cast.state, review);
    expect(own).toMatchObject({ criterion: 'INF-A1', by: { role: 'contributor' } });
    expect(own.by.person).toMatch(/^demo-contributor/);
    const foreign = await comments(cast.state, review);
    expect(foreign[1].by).toEqual({ role: 'evaluator' });
    const events = JSON.stringify((await cast.desk.get(`/v1/reviews/${review}/events`)).body);
    expect(events).not.toMatch(/Ask the ministry|We will look/);
  });

  it('needs no If-Match: ten at once are ten', async () => {
    const review = await opened(cast);

    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        cast.state.post(`/v1/reviews/${review}/comments`, {
          text: `Comment ${index}`,
          audience: 'everyone',
        }),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201));
    expect(await comments(cast.desk, review)).toHaveLength(10);
  });

  it('is not a viewer’s to make, nor about a criterion that does not exist', async () => {
    const review = await opened(cast);
    const at = `/v1/reviews/${review}/comments`;
    const comment = { text: 'A word', audience: 'everyone' };

    expect((await cast.viewer.post(at, comment)).status).toBe(403);
    expect((await cast.stranger.post(at, comment)).status).toBe(404);
    expect(codes(await cast.state.post(at, { ...comment, criterion: 'INF-Z9' }))).toEqual([
      '/criterion unknown_criterion',
    ]);
    expect(
      (await command(cast.state, review, 'comments', { text: '…', audience: 'all' })).status,
    ).toBe(422);
  });
});
