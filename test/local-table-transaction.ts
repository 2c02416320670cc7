/** The writers of the kill test, each with a partition of its own. */
export const writers = [0, 1, 2, 3];

const text = (value: string | number) => ({ S: String(value) });

const head = (writer: number, version: number) => ({
  pk: text(`REVIEW#${writer}`),
  sk: text('HEAD'),
  version: { N: String(version) },
  gsi1pk: text(`STATE#${version % 3}`),
  gsi1sk: text(`${version}#${writer}`),
});

const event = (writer: number, version: number) => ({
  pk: text(`REVIEW#${writer}`),
  sk: text(`EVENT#${String(version).padStart(6, '0')}`),
  words: text('x'.repeat(version % 2000)),
  ...(version % 2 === 0 && { gsi2pk: text(`EVEN#${writer}`), gsi2sk: text(version) }),
});

const out = (writer: number, version: number) => ({
  pk: text(`OUT#${writer}`),
  sk: text(version),
});

/** The step to a version: head on condition, event, the old OUT away and a new one; on the wire. */
export const transactionOf = (writer: number, version: number) => ({
  ClientRequestToken: `${writer}-${version}`,
  TransactItems: [
    {
      Put: {
        TableName: 'ora',
        Item: head(writer, version),
        ...(version > 1 && {
          ConditionExpression: 'version = :seen',
          ExpressionAttributeValues: { ':seen': { N: String(version - 1) } },
        }),
      },
    },
    {
      Put: {
        TableName: 'ora',
        Item: event(writer, version),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    { Delete: { TableName: 'ora', Key: out(writer, version - 1) } },
    { Put: { TableName: 'ora', Item: out(writer, version) } },
  ],
});
