import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rowsOf } from '../adapters/ledger.ts';
import { getHead } from '../adapters/reviews.ts';
import { handler as expireStages } from '../functions/expire-stages.ts';
import { type Cast, castOf, command, opened } from './support/cast.ts';
import { submit } from './support/client.ts';
import { startHost } from './support/host.ts';
import { rowsAddedBy, sign, untilTold, wordsOfRows } from './support/occasions.ts';

const day = 86_400_000;

const desk = 'demo-evaluator';
const director = 'demo-director';
const mission = 'demo-permanent-mission-rwa';
const drafter = 'demo-contributor-rwa';
const contingent = 'demo-contingent-commander-rwa';

let host: Awaited<ReturnType<typeof startHost>>;
let cast: Cast;

beforeAll(async () => {
  host = await startHost();
  cast = await castOf(host.url);
});
beforeEach(() => host.clock.forward(day));
afterAll(() => host.close());

/** A review in its evaluation, which the Secretariat has seen or not. */
const inEvaluation = async (seen: boolean): Promise<string> => {
  const review = await opened(cast);
  await untilTold(review);
  await rowsAddedBy(review, () => submit(cast.state, review, 'self-assessment'));
  if (seen) await command(cast.desk, review, 'acknowledgements', {});
  return review;
};

const upToDecision = async (): Promise<string> => {
  const review = await inEvaluation(true);
  host.clock.forward(day);
  await sign(cast.desk, review, 'evaluation', { recommendation: 'ready' });
  return review;
};

const upToSignature = async (): Promise<string> => {
  const review = await upToDecision();
  await command(cast.director, review, 'decisions', { decision: 'ready' });
  await untilTold(review);
  await command(cast.field, review, 'acknowledgements', {});
  host.clock.forward(day);
  await sign(cast.field, review, 'verification');
  return review;
};

/** What a step that ran out leads to is told by the next run of the reminders, in one mail to each person. */
const expire = async (review: string, days: number) => {
  host.clock.forward(days * day);
  const rows = await rowsAddedBy(review, () =>
    expireStages({} as never, {} as never).then(() => host.remind()),
  );
  return wordsOfRows(rows);
};

/** What not-seen rungs told after a week in which nobody did anything. */
const notSeenAfterAWeek = async (review: string) => {
  host.clock.forward(7 * day);
  await host.remind();
  const rows = await rowsOf(review);
  return rows
    .filter(({ kind }) => kind === 'not_seen')
    .map(({ recipient, step }) => `${recipient} ${step}`);
};

describe('a stage that nobody heeds tells, with the next run', () => {
  it('whoever holds it that it was extended, then the director that a decision is wanted', async () => {
    const review = await inEvaluation(true);

    expect(await expire(review, 60)).toEqual([`${desk} date_moved sent`]);
    expect(await expire(review, 60)).toEqual([`${director} decision_wanted sent`]);
    expect((await getHead(review))?.seen).toBeUndefined();
  });

  it('Permanent Mission, desk and whoever held it that the review lapsed', async () => {
    const review = await opened(cast);
    await untilTold(review);

    expect(await expire(review, 200)).toEqual([
      `${drafter} lapsed sent`,
      `${desk} lapsed sent`,
      `${mission} lapsed sent`,
    ]);
  });

  it('Permanent Mission and desk that the review closed, where only the signature was missing', async () => {
    const review = await upToSignature();

    expect(await expire(review, 60)).toEqual([`${desk} closed sent`, `${mission} closed sent`]);
  });
});

describe('whoever saw the stage has not seen what follows from it', () => {
  it('the director is asked whether they saw that a decision is wanted', async () => {
    const review = await upToDecision();

    expect(await notSeenAfterAWeek(review)).toEqual([`${director} decision`]);
  });

  it('and is not asked once somebody of the Secretariat has acknowledged it', async () => {
    const review = await upToDecision();
    const acknowledged = await command(cast.director, review, 'acknowledgements', {});

    expect(acknowledged.status).toBe(201);
    expect(await notSeenAfterAWeek(review)).toEqual([]);
  });

  it('the contingent commander is asked whether they saw that a signature is wanted', async () => {
    const review = await upToSignature();

    expect(await notSeenAfterAWeek(review)).toEqual([`${contingent} signature`]);
  });

  it('a submission that the Secretariat opened is not taken back, before or after the evaluation', async () => {
    const open = await inEvaluation(true);
    const signed = await upToDecision();
    const reason = 'A figure was wrong';

    const refused = [open, signed].map((review) =>
      command(cast.state, review, 'recalls', { reason }),
    );

    for (const { status } of await Promise.all(refused)) expect([403, 409]).toContain(status);
  });
});
