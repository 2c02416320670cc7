import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import * as z from 'zod';
import { adminToken } from './admin-token.ts';
import { ask, hostUrl, refusalText } from './api-client.ts';
import { CommandFailed } from './command-failed.ts';
import { everyPage } from './every-page.ts';

const Listed = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().optional(),
  role: z.string(),
  contributor: z.string().optional(),
  mission: z.string().optional(),
  erased: z.string().optional(),
});
type Listed = z.output<typeof Listed>;

const lineOf = ({ id, name, email, role, contributor, mission, erased }: Listed): string =>
  [
    id,
    role,
    contributor ?? mission ?? '–',
    erased ? `erased ${erased.slice(0, 10)}` : `${name} <${email ?? 'no address'}>`,
  ].join('\t');

const list = async ({ json = false }: { json?: boolean }): Promise<void> => {
  const url = hostUrl();
  const people = await everyPage(url, await adminToken(url), '/v1/people', Listed);
  console.log(json ? JSON.stringify(people, null, 2) : people.map(lineOf).join('\n'));
};

const remedies: Readonly<Record<number, string>> = {
  401: 'export ORA_TOKEN=$(npm run -s ora -- token --role admin)',
  403: 'export ORA_TOKEN=$(npm run -s ora -- token --role admin)',
  404: 'npm run ora -- person list',
  409: 'npm run ora -- person list',
};

const erase = async (id: string): Promise<void> => {
  const url = hostUrl();
  const reply = await ask(url, {
    method: 'POST',
    path: `/v1/people/${encodeURIComponent(id)}/erasure`,
    token: await adminToken(url),
    key: randomUUID(),
    body: {},
  });
  if (reply.status !== 200)
    throw new CommandFailed(
      reply.status === 404
        ? `Nobody is registered with the id ${id}: nothing was erased.`
        : `${id} was not erased. ${refusalText(reply)}`,
      remedies[reply.status] ?? `npm run ora -- person erase ${id}`,
    );
  console.log(`${id} is erased, for good`);
  console.error(
    'The name and the address are gone, and this id signs in no more. What was done under the id stays in the record. Mail that was sent, and backups, are as they were: docs/people.md says what to do with them.',
  );
};

/** `ora person list|erase`: who is registered, and the erasure of a name that leaves the record as it is. */
export const addPerson = (program: Command): void => {
  const person = program.command('person').description('who is registered');
  person
    .command('list')
    .description('print everybody: id, role, scope, name and address')
    .option('--json', 'print them as JSON')
    .action(list);
  person
    .command('erase <id>')
    .description('erase name and address of a person, for good; the record keeps the id')
    .action(erase);
};
