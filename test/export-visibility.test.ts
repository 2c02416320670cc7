import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileNames } from '../functions/export/file.ts';
import { permanentMission, verifier } from './support/client.ts';
import { command, exportingHost, exportsOf, textOf, textsIn } from './support/exported.ts';

const stranger = { ...permanentMission, contributor: 'GHA' };

let host: Awaited<ReturnType<typeof exportingHost>>;
let take: ReturnType<typeof exportsOf>['take'];
let rowsOf: ReturnType<typeof exportsOf>['rowsOf'];

beforeAll(async () => {
  host = await exportingHost();
  ({ take, rowsOf } = exportsOf(host.url));
}, 60_000);
afterAll(() => host.close());

describe('an export shows its reader', () => {
  it('nothing of another State, in no format', async () => {
    const words = [host.reviews.closed, 'Battalion', 'RWA'];
    const told: string[] = [];
    for (const file of fileNames) {
      const { status, headers, bytes } = await take(file, stranger);
      expect([file, status]).toEqual([file, 200]);
      expect(['0', null]).toContain(headers.get('ora-rows'));
      told.push(...textsIn(bytes).filter((text) => words.some((word) => text.includes(word))));
    }

    expect(told).toEqual([]);
    expect(await rowsOf('reviews', stranger, '?contributor=RWA')).toEqual([]);
  });

  it('its own voice, and of the others what is released', async () => {
    const voices = async (who: typeof permanentMission | typeof verifier) =>
      [...new Set((await rowsOf('answers', who)).map(({ voice }) => voice))].toSorted();
    const before = [await voices(permanentMission), await voices(verifier)];
    const text = textOf(await take('events.jsonl', permanentMission));
    const row = (await rowsOf('reviews', permanentMission, '?state=closed'))[0];
    await command(host.desk, host.reviews.closed, 'releases', { what: ['evaluation'] });
    const after = [await voices(permanentMission), await voices(verifier)];

    expect(before).toEqual([['self'], ['verification']]);
    expect(after).toEqual([
      ['evaluation', 'self'],
      ['evaluation', 'self', 'verification'],
    ]);
    expect(text).not.toContain('@notes');
    expect(row).toMatchObject({
      score_self: 100,
      score_evaluation: null,
      gap_self_evaluation: null,
    });
  });

  it('no person of another side, and no comment that was for the other side only', async () => {
    const events = await rowsOf('events', permanentMission);
    const mine = await rowsOf('answers', permanentMission, '?state=evaluation');

    expect(events.filter(({ by_person }) => by_person !== null)).toEqual([]);
    expect(mine.every(({ by_person }) => by_person === 'demo-permanent-mission-rwa')).toBe(true);
    expect(textOf(await take('events.jsonl'))).not.toContain('-between us');
    expect(textOf(await take('events.jsonl', permanentMission))).toContain('-between us');
  });

  it('nothing that they have not opened, and opens nothing: it can still be recalled', async () => {
    const { unopened } = host.reviews;
    const isOf = ({ review_id }: Record<string, unknown>) => review_id === unopened;
    const before = (await rowsOf('answers')).filter(isOf);
    const own = (await rowsOf('answers', permanentMission)).filter(isOf);
    const recalled = await command(host.state, unopened, 'recalls', { reason: 'a wrong figure' });

    expect(before).toEqual([]);
    expect(own.length).toBeGreaterThan(40);
    expect(recalled.status).toBe(201);
  });

  it('nothing at all where they see no review: it is refused to an admin', async () => {
    const { status, headers } = await take('reviews.csv', { role: 'admin' });

    expect(status).toBe(403);
    expect(headers.get('content-type')).toContain('problem+json');
  });
});
