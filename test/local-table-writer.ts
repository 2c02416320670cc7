// A process of its own that writes to a table on disk until it is killed. Every transaction is one
// line on stdout, `<writer> <version> sent` before and `<writer> <version> done` after its answer.
import { writeSync } from 'node:fs';
import { startTable } from '../local/table/dynamodb.ts';
import { transactionOf, writers } from './local-table-transaction.ts';

const [path = '', ...versions] = process.argv.slice(2);

const say = (line: string) => writeSync(1, `${line}\n`);

const table = await startTable({ path });

const write = async (writer: number) => {
  for (let version = Number(versions[writer]) + 1; ; version += 1) {
    say(`${writer} ${version} sent`);
    const request = transactionOf(writer, version);
    const { status } = await table.answer('DynamoDB_20120810.TransactWriteItems', request);
    say(`${writer} ${version} ${status === 200 ? 'done' : status}`);
  }
};

await Promise.all(writers.map(write));
