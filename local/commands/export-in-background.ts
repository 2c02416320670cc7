import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { styleText } from 'node:util';
import * as z from 'zod';
import { ask, bodyOf, hostUrl, refusalText } from './api-client.ts';
import { CommandFailed } from './command-failed.ts';
import { secretariatToken } from './secretariat-token.ts';

const Job = z.object({
  id: z.string(),
  files: z
    .array(
      z.object({
        status: z.string(),
        bytes: z.number(),
        rows: z.number().optional(),
        url: z.string().optional(),
        problem: z.object({ detail: z.string() }).optional(),
      }),
    )
    .length(1),
});
type JobFile = z.output<typeof Job>['files'][number];

const remedy = 'npm run ora -- export --help';

const pollMs = 500;

/** Says on a terminal how far it is, in one line that changes. */
const tell = (name: string, { rows, bytes }: JobFile): void => {
  if (!process.stderr.isTTY) return;
  const what = styleText('cyan', name, { stream: process.stderr });
  const told = rows === undefined ? '' : `${rows.toLocaleString('en')} rows, `;
  process.stderr.write(`\r${what} is written: ${told}${(bytes / 1_000_000).toFixed(1)} MB `);
};

/** The filter as a body has it: what is yes or no is no text there. */
const bodyWith = (name: string, filter: Readonly<Record<string, string>>) => ({
  files: [name],
  ...filter,
  ...(filter.overdue && { overdue: filter.overdue === 'true' }),
});

/** Has a file written in the background, waits for it, and fetches it: an answer with the number of its rows. */
export const inBackground = async (
  name: string,
  filter: Readonly<Record<string, string>>,
): Promise<Response> => {
  const url = hostUrl();
  const token = await secretariatToken(url, 'evaluator');
  const asked = { method: 'POST', path: '/v1/exports', token, key: randomUUID() } as const;
  let reply = await ask(url, { ...asked, body: bodyWith(name, filter) });
  for (;;) {
    if (reply.status >= 400)
      throw new CommandFailed(`The export was refused: ${refusalText(reply)}`, remedy);
    const { id, files } = bodyOf(reply, Job);
    const [file] = files as [JobFile];
    if (file.problem) throw new CommandFailed(file.problem.detail, remedy);
    if (file.url) {
      const { body, status } = await fetch(file.url);
      const headers = file.rows === undefined ? {} : { 'ora-rows': String(file.rows) };
      return new Response(body, { status, headers });
    }
    tell(name, file);
    await pause(pollMs);
    reply = await ask(url, { path: `/v1/exports/${id}`, token });
  }
};
