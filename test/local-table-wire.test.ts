import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTable, TableName } from './embedded-table.ts';

let open: Awaited<ReturnType<typeof openTable>>;
beforeAll(async () => {
  open = await openTable();
});
afterAll(() => open.table.close());

const headers = {
  'content-type': 'application/x-amz-json-1.0',
  authorization: 'AWS4-HMAC-SHA256 Credential=local',
};
const post = async (operation: string, body: string, more: Record<string, string> = {}) => {
  const target = { 'x-amz-target': `DynamoDB_20120810.${operation}` };
  const request = { method: 'POST', body, headers: { ...headers, ...target, ...more } };
  const response = await fetch(open.table.endpoint, request);
  const answer = (await response.json()) as { __type?: string };
  return { status: response.status, type: answer.__type ?? '' };
};
const nested = (depth: number) => `${'{"L":['.repeat(depth)}{"S":"x"}${']}'.repeat(depth)}`;
const item = (more: string) => `{"TableName":"${TableName}","Item":{"pk":{"S":"a"},${more}}}`;

describe('the wire of an embedded table', () => {
  it.each([
    ['no JSON', 'PutItem', '{"TableName":', 'SerializationException'],
    ['nothing', 'GetItem', '', 'SerializationException'],
    ['an array', 'GetItem', '[]', 'SerializationException'],
    ['null', 'TransactWriteItems', 'null', 'SerializationException'],
    ['a number for text', 'GetItem', '{"TableName":5}', 'SerializationException'],
    ['no fields', 'TransactWriteItems', '{}', 'ValidationException'],
    ['a null action', 'TransactWriteItems', '{"TransactItems":[null]}', 'ValidationException'],
    ['an empty action', 'TransactWriteItems', '{"TransactItems":[{}]}', 'ValidationException'],
    ['a null attribute', 'PutItem', item('"sk":null'), 'ValidationException'],
    ['an empty attribute', 'PutItem', item('"sk":{}'), 'ValidationException'],
    ['a set of null', 'PutItem', item('"sk":{"S":"1"},"x":{"SS":[null]}'), 'ValidationException'],
    ['a word for a number', 'PutItem', item('"sk":{"S":"1"},"x":{"N":"y"}'), 'ValidationException'],
    ['too deep', 'PutItem', item(`"sk":{"S":"1"},"x":${nested(40)}`), 'ValidationException'],
    ['100,000 deep', 'PutItem', item(`"sk":{"S":"1"},"x":${nested(1e5)}`), 'ValidationException'],
    ['__proto__', 'PutItem', item('"sk":{"S":"1"},"__proto__":{"S":"x"}'), 'ValidationException'],
    ['no such table', 'GetItem', '{"TableName":"none","Key":{}}', 'ResourceNotFoundException'],
    ['no such operation', 'Dance', '{}', 'UnknownOperationException'],
    ['an inherited name', 'toString', '{}', 'UnknownOperationException'],
  ])('answers %s to %s as AWS does, and lives on', async (_, operation, body, type) => {
    const answer = await post(operation, body);

    expect(answer).toEqual({ status: 400, type: expect.stringContaining(type) });
    expect(await post('ListTables', '{}')).toMatchObject({ status: 200 });
  });

  it('takes an attribute that nests 30 levels', async () => {
    const answer = await post('PutItem', item(`"sk":{"S":"deep"},"x":${nested(30)}`));

    expect(answer.status).toBe(200);
  });

  it('refuses a body of more than 16 MB', async () => {
    const body = item(`"sk":{"S":"${'x'.repeat(16 * 1024 * 1024)}"}`);

    const answer = await post('PutItem', body);

    expect(answer.status).toBe(413);
  });

  it('refuses a caller that could be a page in a browser', async () => {
    const plain = await post('ListTables', '{}', { 'content-type': 'text/plain' });
    const unsigned = await post('ListTables', '{}', { authorization: '' });

    expect(plain.type).toContain('UnknownOperationException');
    expect(unsigned.type).toContain('MissingAuthenticationTokenException');
  });

  it('answers every small damage to a request without falling over', async () => {
    const queries = {
      TableName,
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :a',
      ExpressionAttributeValues: { ':a': { S: 'x' } },
      ExclusiveStartKey: { pk: { S: 'a' }, sk: { S: 'b' }, gsi1pk: { S: 'x' }, gsi1sk: { S: 'y' } },
      Limit: 1,
    };
    const action = {
      TableName,
      Key: { pk: { S: 'a' }, sk: { S: 'b' } },
      ConditionExpression: 'pk = sk',
    };
    const requests: [string, object][] = [
      ['Query', queries],
      [
        'Scan',
        { TableName, Limit: 2, Segment: 0, TotalSegments: 2, ExclusiveStartKey: action.Key },
      ],
      ['GetItem', { TableName, Key: action.Key, ProjectionExpression: 'a.b[0]' }],
      ['BatchGetItem', { RequestItems: { [TableName]: { Keys: [action.Key] } } }],
      ['DeleteItem', action],
      ['TransactWriteItems', { TransactItems: [{ ConditionCheck: action }] }],
    ];
    const odd = [null, 0, -1, 1e99, '', 'x', true, [], [null], {}, { S: 5 }, { S: '' }, { N: 'x' }];

    const statuses = new Set<number>();
    for (const [operation, request] of requests) {
      for (const damaged of damages(request, odd)) {
        statuses.add((await open.table.answer(`DynamoDB_20120810.${operation}`, damaged)).status);
      }
    }

    expect([...statuses].sort()).toEqual([200, 400]);
  });
});

/** The request over and over, each time with one of its values, at any depth, replaced by an odd one. */
function* damages(request: object, odd: readonly unknown[]): Generator<object> {
  for (const [key, value] of Object.entries(request)) {
    for (const other of odd) yield structuredClone({ ...request, [key]: other });
    if (typeof value !== 'object' || Array.isArray(value)) continue;
    for (const inner of damages(value, odd)) yield structuredClone({ ...request, [key]: inner });
  }
}
