import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  evaluator,
  opening,
  permanentMission,
  type SignedIn,
  signedIn,
  submit,
  tokenFor,
  until,
  verifier,
} from './support/client.ts';
import { startHost } from './support/host.ts';
import { ora } from './support/ora.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;
let weak: string;

/** A review of the infantry battalion, closed by version 1 with what the field found. */
const closed = async (found: Record<string, unknown>): Promise<string> => {
  const state = await signedIn(host.url, permanentMission);
  const field = await signedIn(host.url, verifier);
  const review: string = (await desk.post('/v1/reviews', opening)).body.id;
  await submit(state, review, 'self-assessment');
  await submit(desk, review, 'evaluation');
  await submit(field, review, 'verification', found);
  await until(
    () => desk.get(`/v1/reviews/${review}`),
    ({ body }) => body.verdict !== undefined,
  );
  return review;
};

beforeAll(async () => {
  host = await startHost();
  desk = await signedIn(host.url, evaluator);
  weak = await closed({ 'INF-A1': false });
  await closed({});
  await desk.post('/v1/reviews', opening);
});
afterAll(() => host.close());

const recompute = (...more: string[]) =>
  ora(host.url, ['recompute', '--instrument', 'infantry-battalion', '--to', '2', ...more]);

const versionsIn = async (review: string) =>
  (await desk.get(`/v1/reviews/${review}/explanation`)).body.instrument.version;

describe('ora recompute', () => {
  it('shows the difference per closed review in a dry run, and changes nothing', async () => {
    const { code, out, err } = await recompute('--dry-run');

    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(2);
    expect(out).toContain(
      `${weak}  RWA MINUSCA Fictional Battalion 1: version 1 -> 2: not ready 69.9 (98.3 without the cap) -> not ready 69.9 (97.6 without the cap); 64 ratings or weights differ\n`,
    );
    expect(out).toContain('stays ready 100');
    expect(err).toContain(
      '2 closed reviews: 1 scores and 0 ratings differ; 0 approved, 0 refused.',
    );
    expect(await versionsIn(weak)).toBe(1);
  });

  it('gives the same as JSON on stdout, and nothing else there', async () => {
    const { out } = await recompute('--dry-run', '--json');

    const { reviews, scoreChanges, items } = JSON.parse(out);

    expect([reviews, scoreChanges]).toEqual([2, 1]);
    const one = items.find(({ review }: { review: { id: string } }) => review.id === weak);
    expect(one).toMatchObject({ approved: false, preview: { from: 1, to: 2 } });
  });

  it('leaves the approval to a director', async () => {
    const environment = { ORA_TOKEN: await tokenFor(host.url, evaluator) };
    const args = ['recompute', '--instrument', 'infantry-battalion', '--to', '2'];
    const { code, err } = await ora(host.url, args, environment);

    expect(code).toBe(1);
    expect(err).toContain('an approval a director');
    expect(err).toContain('npm run ora -- token --role director');
    expect(await versionsIn(weak)).toBe(1);
  });

  it('approves each difference without --dry-run, once', async () => {
    const first = await recompute();
    const second = await recompute();

    expect([first.code, second.code]).toEqual([0, 0]);
    expect(first.err).toContain('2 approved, 0 refused.');
    expect(second.err).toContain('0 scores and 0 ratings differ; 0 approved, 0 refused.');
    expect(await versionsIn(weak)).toBe(2);
    expect(second.out).toBe('');
    expect(second.err).toContain('2 not listed: version 2 scored them already.');
    const listed = await recompute('--dry-run', '--json');
    expect(JSON.parse(listed.out)).toMatchObject({ reviews: 2, asWanted: 2, items: [] });
  });

  it('says that there is no such version, and what a version looks like', async () => {
    const unknown = await ora(host.url, ['recompute', '--instrument', 'hospital', '--to', '2']);
    const odd = await ora(host.url, ['recompute', '--instrument', 'hospital', '--to', 'two']);

    expect(unknown.code).toBe(1);
    expect(unknown.err).toContain('There is no version 2 of hospital.');
    expect(odd.code).toBe(2);
    expect(odd.err).toContain('Wanted: the number of a version.');
  });
});
