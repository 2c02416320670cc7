import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliveryKey } from '../adapters/keys.ts';
import { claimDelivery, settleDelivery } from '../adapters/webhook-deliveries.ts';
import { handler as deliverEvents } from '../functions/deliver-events.ts';

import { openForm, type SignedIn, signedIn, submit, verifier } from './support/client.ts';
import { command, said } from './support/exported.ts';
import { startWebhookHost } from './support/webhook-host.ts';

let at: Awaited<ReturnType<typeof startWebhookHost>>;
let field: SignedIn;

beforeAll(async () => {
  at = await startWebhookHost();
  field = await signedIn(at.host.url, verifier);
}, 60_000);
afterAll(() => at.close());
beforeEach(() => at.clear());

const typesIn = () => at.receiver.received.map(({ event }) => event.type);

/** A review with something secret in every text, which a State could not read: closed, and nothing released. */
const playReview = async (): Promise<string> => {
  const review = await at.openReview();
  const form = await openForm(at.state, review, 'self-assessment');
  expect(form.body.criteria.length).toBeGreaterThan(5);
  await submit(at.state, review, 'self-assessment', { 'INF-A4': 71 });
  await at.state.post(`/v1/reviews/${review}/caveats`, {
    kind: 'night',
    description: said,
    beforeMou: true,
  });
  await openForm(at.desk, review, 'evaluation');
  await at.desk.post(`/v1/reviews/${review}/comments`, { text: said, audience: 'side' });
  await at.desk.post(`/v1/reviews/${review}/comments`, { text: said, audience: 'everyone' });
  await command(at.desk, review, 'assignments', { stage: 'evaluation', team: 'Secret Team' });
  await submit(at.desk, review, 'evaluation', { 'INF-A4': 72 });
  await openForm(field, review, 'verification');
  await field.post(`/v1/reviews/${review}/caveats`, {
    kind: 'area',
    description: said,
    undeclared: true,
  });
  await submit(field, review, 'verification', { 'INF-A4': 73 });
  await new Promise((resolve) => setTimeout(resolve, 700));
  return review;
};

describe('what leaves the system', () => {
  it('is ids, dates and stages: no person, no text, no score, no rating, no verdict, whatever the scope', async () => {
    await at.register();
    await at.register({ contributor: 'RWA' });
    await at.register({ mission: 'MINUSCA' });
    await playReview();
    await at.host.remind();
    const keys = new Set<string>();
    for (const { event } of at.receiver.received)
      for (const name of Object.keys(event.data.facts)) keys.add(name);
    const text = at.receiver.received.map(({ event }) => JSON.stringify(event.data)).join();

    expect(at.receiver.received.length).toBeGreaterThan(30);
    expect([...keys].toSorted()).toEqual(
      ['dueAt', 'instrument', 'outcome', 'plannedDeployment', 'round', 'stage'].toSorted(),
    );
    expect(text.replaceAll(/[0-9a-f]{20}/g, '')).not.toMatch(
      /HYPERLINK|Secret Team|Fictional Battalion|not_ready|conditional|\Wready|\D7[123]\D|night|demonstration|permanent|@/,
    );
  });

  it('tells a State and a mission of nothing that they may not know of, until it is released', async () => {
    const caveats = ['caveat-declared', 'caveat-found'];
    const wide = await at.register({ types: [...caveats, 'comment-added'] });
    const ofState = await at.register({ types: caveats, contributor: 'RWA' });
    const ofField = await at.register({ types: caveats, mission: 'MINUSCA' });
    const ofBoth = await at.register({ types: caveats, contributor: 'RWA', mission: 'MINUSCA' });
    const review = await playReview();
    await at.host.remind();
    const toldTo = async ({ id }: { id: string }, status = 'delivered') =>
      (await at.logOf(id))
        .filter((row: { status: string }) => row.status === status)
        .map((row: { type: string }) => row.type)
        .toSorted();

    expect(await toldTo(wide)).toEqual([...caveats, 'comment-added']);
    expect(await toldTo(wide, 'withheld')).toEqual(['comment-added']);
    expect(await toldTo(ofState)).toEqual(['caveat-declared']);
    expect(await toldTo(ofState, 'withheld')).toEqual(['caveat-found']);
    expect(await toldTo(ofField)).toEqual(['caveat-found']);
    expect(await toldTo(ofBoth)).toEqual([]);
    expect(typesIn().filter((type) => type === 'ora.caveat-found.v1')).toHaveLength(2);

    await command(at.desk, review, 'releases', { what: ['caveats'] });
    await at.admin.post(`/v1/webhooks/${ofState.id}/replays`, { review, sequence: 1 });
    await at.host.remind();
    expect(await toldTo(ofState)).toEqual(caveats);
  });
});

describe('nothing is lost, and what comes twice has the same id', () => {
  it('when two runs meet', async () => {
    await at.register();
    const reviews = await Promise.all([1, 2, 3].map(() => at.openReview()));
    await new Promise((resolve) => setTimeout(resolve, 500));
    const run = () => deliverEvents({ round: 0 }, {} as never);
    await Promise.all([run(), run(), run()]);
    const got = at.ids();

    expect(got).toHaveLength(6);
    expect(new Set(got)).toEqual(
      new Set(reviews.flatMap((review) => [`ev_${review}_1`, `ev_${review}_2`])),
    );
  });

  it('when a run dies with a delivery in its hands, or before it looked at anything', async () => {
    const { id } = await at.register({ types: ['review-opened'] });
    const review = await at.openReview();
    at.receiver.answers(500);
    await at.host.remind();
    await at.forward(2 * 60_000);
    const [row] = await at.logOf(id);
    const held = await claimDelivery({ ...deliveryKey(id, row.at, row.event) });
    at.receiver.answers(204);
    await at.host.remind();
    expect(held?.event).toBe(row.event);
    expect(at.ids()).toHaveLength(1);
    expect(held && (await settleDelivery({ ...held, version: 1 }, held))).toBe(false);

    await at.forward(61_000);
    await at.host.remind();
    expect(at.ids()).toEqual([`ev_${review}_1`, `ev_${review}_1`]);
    expect((await at.logOf(id))[0]).toMatchObject({ status: 'delivered', attempts: 2 });
  });
});
