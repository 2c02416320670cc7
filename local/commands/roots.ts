import { appendFileSync, existsSync } from 'node:fs';
import type { Command } from 'commander';
import * as z from 'zod';
import { anchorHash } from '../../adapters/hashing.ts';
import { headerOf, SavedAnchor } from '../../domain/anchor.ts';
import { hostUrl } from './api-client.ts';
import { askFor } from './ask-for.ts';
import { CommandFailed } from './command-failed.ts';
import { readJsonLines } from './json-file.ts';
import { secretariatToken } from './secretariat-token.ts';

const Page = z.object({ items: z.array(SavedAnchor), next: z.string().optional() });

async function* rootsAfter(url: string, token: string, after: number) {
  let next: string | undefined = String(after);
  while (next !== undefined) {
    const page: z.output<typeof Page> = await askFor(url, token, `/v1/anchors?after=${next}`, Page);
    yield* page.items;
    next = page.next;
  }
}

const hashOf = (anchor: SavedAnchor): string => anchorHash(headerOf(anchor));

const discontinued = (n: number, file: string): CommandFailed =>
  new CommandFailed(
    `The roots do not go on from root ${n} of ${file}: somebody has exchanged them. Keep the file; it is the proof.`,
    `tail -n 1 ${file}`,
  );

/** Adds the roots that came since, each of which has to follow the one before it. */
const goOn = async (file: string, roots: AsyncIterable<SavedAnchor>, last: SavedAnchor) => {
  let before: SavedAnchor | undefined;
  for await (const root of roots) {
    const follows = before ? root.prev === hashOf(before) : hashOf(root) === hashOf(last);
    if (!follows) throw discontinued(last.n, file);
    if (before) appendFileSync(file, `${JSON.stringify(root)}\n`);
    before = root;
  }
  if (!before) throw discontinued(last.n, file);
};

const saveRoots = async ({ out }: { readonly out?: string }): Promise<void> => {
  const url = hostUrl();
  const token = await secretariatToken(url, 'evaluator');
  const saved = out && existsSync(out) ? readJsonLines(out, SavedAnchor, 'a list of roots') : [];
  const last = saved.at(-1);
  if (out && last) return goOn(out, rootsAfter(url, token, last.n - 1), last);
  for await (const root of rootsAfter(url, token, 0))
    if (out) appendFileSync(out, `${JSON.stringify(root)}\n`);
    else console.log(JSON.stringify(root));
};

/** `ora roots`: the signed roots, to be kept where the system cannot reach them. */
export const addRoots = (program: Command): void => {
  program
    .command('roots')
    .description('save the signed roots; a file that has some is gone on with')
    .option('--out <file>', 'where; stdout unless told')
    .action(saveRoots);
};
