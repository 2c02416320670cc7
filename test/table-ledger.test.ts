import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timestamp } from '../adapters/clock.ts';
import {
  dueNow,
  getDue,
  getRungs,
  putRungs,
  reviewsDueBy,
  settleDue,
} from '../adapters/due-items.ts';
import { dueKey } from '../adapters/keys.ts';
import {
  claimRows,
  getRow,
  owe,
  owedTo,
  peopleOwed,
  rowsOf,
  settleSent,
} from '../adapters/ledger.ts';
import { getEvent, getHead } from '../adapters/reviews.ts';
import { useDynamoDB } from '../adapters/table.ts';
import type { Telling } from '../domain/reminders/telling.ts';
import { openAnyTable, TableName, tableOfWhom } from './embedded-table.ts';
import { openOne, stepOn } from './support/straight-record.ts';

let open: Awaited<ReturnType<typeof openAnyTable>>;
beforeAll(async () => {
  open = await openAnyTable();
  process.env.TABLE_NAME = TableName;
  useDynamoDB(open.client);
});
afterAll(() => open.close());

const telling = (rung: string, recipient = 'somebody'): Telling => ({
  ...{ review: 'r1', step: 'self-assessment', round: 1, plan: '2026-12-24', rung, recipient },
  ...{ kind: 'reminder', as: 'holder', status: 'owed', attempts: 0 },
  ...{ owedAt: timestamp(), notBefore: timestamp() },
});

describe(`the ledger on the table of ${tableOfWhom}`, () => {
  it('owes a row once, finds it for its person, and forgets the debt once the mail went', async () => {
    const [one, two] = [telling('ahead-7'), telling('ahead-3')];
    const owed = [await owe(one), await owe(two), await owe(one)];
    const due = await owedTo('somebody');

    const claimed = (await claimRows(due)) ?? [];
    const again = await claimRows(due);
    const settled = await settleSent(claimed, 'provider-1', '2026-11-24#00000');

    expect(owed).toEqual([true, true, false]);
    expect(due.map(({ rung }) => rung).toSorted()).toEqual(['ahead-3', 'ahead-7']);
    expect(again).toBeUndefined();
    expect(settled).toBe(true);
    expect(await owedTo('somebody')).toEqual([]);
    expect((await rowsOf('r1')).map(({ status }) => status)).toEqual(['sent', 'sent']);
    expect(await getRow(one)).toMatchObject({ status: 'sent', providerId: 'provider-1' });
  });

  it('gives one mail to two who claim the same row at once', async () => {
    const row = telling('due-today', 'other');
    await owe(row);

    const claims = await Promise.all(Array.from({ length: 5 }, () => claimRows([row])));

    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
  });

  it('lists whoever is owed something, each once', async () => {
    for (const person of ['p1', 'p2', 'p1', 'p3'])
      await owe(telling(`for-${person}-${Math.random().toString(36).slice(2, 8)}`, person));

    const people = await peopleOwed(100);

    expect(people.filter((person) => /^p\d$/.test(person)).toSorted()).toEqual(['p1', 'p2', 'p3']);
  });
});

describe(`due items on the table of ${tableOfWhom}`, () => {
  it('are found once their instant has come, the earliest first, and are gone when they are settled', async () => {
    const rungs = (review: string) =>
      ({
        kind: 'rungs',
        review,
        step: 'evaluation',
        round: 1,
        plan: '2026-12-24',
        since: timestamp(),
      }) as const;
    const [past, future] = ['2026-01-01T08:00:00.000Z', '2999-01-01T08:00:00.000Z'];
    await putRungs(past, rungs('due-one'));
    await putRungs(future, rungs('due-later'));

    const found = (await Array.fromAsync(dueNow())).map(({ review }) => review);
    const due = await getDue('due-one', dueKey('due-one', past, 'R').sk);
    if (due) await settleDue(due);

    expect(found).toContain('due-one');
    expect(found).not.toContain('due-later');
    expect(await getRungs('due-one', past)).toBeUndefined();
    expect(await reviewsDueBy('2999-12-31T00:00:00.000Z')).toContain('due-later');
  });
});

describe(`the record on the table of ${tableOfWhom}`, () => {
  it('takes a review into its first stage by two commands, each with its event and its due item', async () => {
    await openOne('recorded');
    const moved = await stepOn('recorded');

    const head = await getHead('recorded');
    const events = [await getEvent('recorded', 1), await getEvent('recorded', 2)];

    expect([moved, head?.phase, head?.version]).toEqual([true, 'open', 2]);
    expect(events.map((event) => event?.type)).toEqual(['review-opened', 'stage-opened']);
    expect(await Array.fromAsync(dueNow())).toContainEqual(
      expect.objectContaining({ review: 'recorded' }),
    );
  });
});
