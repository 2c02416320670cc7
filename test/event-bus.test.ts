import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inBatches, putOnBus } from '../adapters/event-bus.ts';
import { eventsOf } from '../adapters/reviews.ts';
import { testEventOf } from '../domain/webhooks/cloud-event.ts';
import { submit } from './support/client.ts';
import { startEventBridge } from './support/event-bridge.ts';
import { startWebhookHost } from './support/webhook-host.ts';

/** No run but those that a test asks for: two at once may each put the same event on the bus. */
const noMachine = 'no machine of this host';

let eventsMachine = '';
let bus: Awaited<ReturnType<typeof startEventBridge>>;
let at: Awaited<ReturnType<typeof startWebhookHost>>;

beforeAll(async () => {
  bus = await startEventBridge();
  at = await startWebhookHost();
  eventsMachine = process.env.EVENTS_STATE_MACHINE_ARN ?? '';
  process.env.EVENTS_STATE_MACHINE_ARN = noMachine;
}, 60_000);
afterAll(async () => {
  await at.close();
  await bus.close();
});
beforeEach(async () => {
  bus.judgedBy(() => undefined);
  bus.down(false);
  await at.clear();
  await at.host.remind();
  bus.taken.length = 0;
  bus.calls.length = 0;
});

const wantedOf = async (review: string): Promise<string[]> =>
  (await Array.fromAsync(eventsOf(review))).map(({ seq }) => `ev_${review}_${seq}`);

describe('the event bus', () => {
  it('gets every event of a review once, in the order of the record, though nobody registered a webhook', async () => {
    const review = await at.openReview();
    await submit(at.state, review, 'self-assessment');
    await submit(at.desk, review, 'evaluation');
    await at.host.remind();
    await at.host.remind();
    const wanted = await wantedOf(review);

    expect(wanted.length).toBeGreaterThan(7);
    expect(bus.ids()).toEqual(wanted);
    for (const { target, entries } of bus.calls) {
      expect(target).toBe('AWSEvents.PutEvents');
      expect(entries).toBeLessThanOrEqual(10);
    }
  });

  it('gets the very event that a webhook without State and mission gets', async () => {
    await at.register();
    const review = await at.openReview();
    await at.host.remind();
    const [first] = bus.taken;
    const told = at.receiver.received.find(({ event }) => event.id === `ev_${review}_1`);

    expect(first?.event).toEqual(told?.event);
    expect(first?.entry).toEqual({
      EventBusName: 'bus-of-a-test',
      Source: 'ora',
      DetailType: 'ora.review-opened.v1',
      Time: Date.parse(first?.event.time ?? '') / 1000,
      Detail: told?.body,
    });
  });

  it('is told nothing of what a side says to itself', async () => {
    const review = await at.openReview();
    const comment = { criterion: 'INF-A1', text: 'Between us.', audience: 'side' };
    const said = await at.desk.post(`/v1/reviews/${review}/comments`, comment);
    await at.host.remind();

    expect(said.status).toBe(201);
    const told = (await Array.fromAsync(eventsOf(review)))
      .filter(({ type }) => type !== 'comment-added')
      .map(({ seq }) => `ev_${review}_${seq}`);

    expect(bus.ids()).toEqual(told);
    expect(await wantedOf(review)).toHaveLength(told.length + 1);
  });

  it('is offered again what it did not take, and only that, before anything later', async () => {
    const review = await at.openReview();
    const refusals: string[] = [];
    bus.judgedBy(({ id }) => {
      if (!id.endsWith(`${review}_1`) || refusals.length >= 2) return undefined;
      refusals.push(id);
      return 'ThrottlingException';
    });
    await at.host.remind();
    const wanted = await wantedOf(review);

    expect(refusals).toHaveLength(2);
    expect(bus.ids().toSorted()).toEqual(wanted.toSorted());
    expect(bus.calls.at(-1)?.entries).toBe(1);
  });

  it.each(['refuses each entry', 'does not answer'])(
    'gets by a later run what it missed while it %s, with the same ids',
    async (how) => {
      await at.register({ types: ['review-opened'] });
      if (how === 'does not answer') bus.down(true);
      else bus.judgedBy(() => 'InternalFailure');
      const missed = await at.openReview();
      await at.host.remind();
      expect(bus.taken).toEqual([]);
      // What fails of the bus keeps no webhook waiting.
      expect(at.ids()).toEqual([`ev_${missed}_1`]);
      bus.down(false);
      bus.judgedBy(() => undefined);
      await at.forward(2 * 86_400_000);
      await at.host.remind();

      const wanted = await wantedOf(missed);
      expect(bus.ids().filter((id) => id.startsWith(`ev_${missed}_`))).toEqual(wanted);
    },
    30_000,
  );

  it('is told soon after a command, without the reminders', async () => {
    process.env.EVENTS_STATE_MACHINE_ARN = eventsMachine;
    const review = await at.openReview();
    for (let tries = 0; tries < 400 && bus.ids().length === 0; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));

    expect(bus.ids()[0]).toBe(`ev_${review}_1`);
  }, 30_000);
});

describe('a call of PutEvents', () => {
  const eventOf = (id: string, length: number) => {
    const event = testEventOf(id, 'w', '2026-11-24T19:49:57.169Z', 'https://ora.example.org');
    return { ...event, data: { text: 'ä'.repeat(length / 2) } };
  };

  it('has at most ten entries and 256 KiB, counted in bytes, and keeps the order', async () => {
    const events = [5, 120_000, 120_000, 120_000, ...Array(23).fill(10)].map((length, id) =>
      eventOf(`e${id}`, length),
    );
    const batches = inBatches(events);
    for (const batch of batches) await putOnBus(batch);

    expect(batches.map(({ length }) => length)).toEqual([3, 10, 10, 4]);
    expect(bus.ids()).toEqual(events.map(({ id }) => id));
  });

  it('tells which of its entries were taken', async () => {
    bus.judgedBy(({ id }) => (id === 'b' ? 'ThrottlingException' : undefined));

    expect(await putOnBus(['a', 'b', 'c'].map((id) => eventOf(id, 10)))).toEqual(
      new Set(['a', 'c']),
    );
  });
});
