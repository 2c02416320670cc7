import { afterAll, beforeAll, expect, it } from 'vitest';
import { identify, keepAnswer } from '../adapters/idempotency.ts';
import type { ActingPerson } from '../adapters/people.ts';
import { transact, useDynamoDB } from '../adapters/table.ts';
import { Refusal } from '../domain/refusal.ts';
import type { AnyAsked } from '../functions/http/command.ts';
import { once } from '../functions/http/once.ts';
import { openAnyTable, TableName } from './embedded-table.ts';

let open: Awaited<ReturnType<typeof openAnyTable>>;
beforeAll(async () => {
  open = await openAnyTable();
  process.env.TABLE_NAME = TableName;
  useDynamoDB(open.client);
});
afterAll(() => open.close());

const desk: ActingPerson = {
  ...{ id: 'desk', name: 'Desk', email: 'desk@example.org' },
  ...{ role: 'evaluator', language: 'en', version: 1 },
};

const asked = (key: string): AnyAsked => ({
  person: desk,
  params: {},
  query: {},
  body: { day: '2028-06-01' },
  method: 'POST',
  path: '/v1/things',
  headers: new Headers({ 'idempotency-key': key }),
});

const refused = () => new Refusal('closed_already', 'There is one already.');

it('gets the answer of its own copy, where only what the copy did makes a rule refuse', async () => {
  const { person, method, path, body } = asked('one');
  const identity = identify(person.id, method, path, 'one', body);
  const answer = { status: 201, body: { id: 'of-the-copy' } };

  const reply = await once(
    asked('one'),
    () => 'place',
    async () => {
      // The copy commits between our look for an earlier answer and what our rule reads.
      await transact([keepAnswer('place', identity, answer)], 'the-copy');
      throw refused();
    },
  );

  expect(reply).toEqual(answer);
});

it('is refused where somebody else did it', async () => {
  const reply = once(
    asked('two'),
    () => 'place',
    () => Promise.reject(refused()),
  );
  await expect(reply).rejects.toThrow('There is one already.');
});
