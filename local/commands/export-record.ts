import { closeSync, openSync, renameSync, writeSync } from 'node:fs';
import * as z from 'zod';
import type { ChainKind } from '../../domain/anchor.ts';
import {
  type ExportedChain,
  type ExportHeading,
  Proof,
} from '../../domain/verification/record-export.ts';
import { hostUrl } from './api-client.ts';
import { askFor, askIfAllowed } from './ask-for.ts';
import { secretariatToken } from './secretariat-token.ts';

type Write = (line: ExportHeading | ExportedChain) => void;

const Page = z.object({
  items: z.array(z.object({ id: z.string() })),
  next: z.string().optional(),
});
const Missions = z.object({ items: z.array(z.object({ acronym: z.string() })) });

/** Who exports, and from where. */
interface Source {
  readonly url: string;
  readonly token: string;
}

const reviewIds = async ({ url, token }: Source): Promise<string[]> => {
  const ids: string[] = [];
  let next: string | undefined = '';
  while (next !== undefined) {
    const cursor: string = next && `&cursor=${encodeURIComponent(next)}`;
    const path: string = `/v1/reviews?limit=100${cursor}`;
    const page: z.output<typeof Page> = await askFor(url, token, path, Page);
    ids.push(...page.items.map(({ id }) => id));
    next = page.next;
  }
  return ids;
};

interface Wanted {
  readonly kind: ChainKind;
  readonly id: string;
  readonly path: string;
}

/** Every chain there may be; a dialogue may not have begun yet, or not be this person's to read. */
const allChains = async (source: Source): Promise<Wanted[]> => {
  const reviews = await reviewIds(source);
  const { items } = await askFor(source.url, source.token, '/v1/missions', Missions);
  return [
    ...reviews.map((id) => ({ kind: 'review' as const, id, path: `/v1/reviews/${id}/proof` })),
    ...items.map(({ acronym: id }) => ({
      kind: 'dialogue' as const,
      id,
      path: `/v1/missions/${id}/proof`,
    })),
  ];
};

/** A line on stderr for each tenth of the way. */
const tellTenths = (total: number) => {
  let told = 0;
  return (done: number): void => {
    const tenth = Math.floor((done / total) * 10);
    if (tenth > told) console.error(`${done} of ${total} chains`);
    told = tenth;
  };
};

const atOnce = 4;

const readChain = async ({ url, token }: Source, { kind, path }: Wanted) => {
  const proof = await askIfAllowed(url, token, path, Proof);
  const isThere = proof && (kind === 'review' || proof.events.length > 0);
  return isThere ? { kind, ...proof } : undefined;
};

/** Every chain, a few at a time. */
const writeChains = async (source: Source, write: Write): Promise<void> => {
  const all = await allChains(source);
  const tell = tellTenths(all.length);
  for (let from = 0; from < all.length; from += atOnce) {
    const some = all.slice(from, from + atOnce);
    const chains = await Promise.all(some.map((wanted) => readChain(source, wanted)));
    for (const chain of chains) if (chain) write(chain);
    tell(from + some.length);
  }
};

/** Lines into a file that has its name only when it is whole, or to stdout. */
const openOut = (out: string | undefined): { write: Write; done: () => void } => {
  if (out === undefined)
    return { write: (line) => void process.stdout.write(`${JSON.stringify(line)}\n`), done() {} };
  const descriptor = openSync(`${out}.part`, 'w', 0o600);
  return {
    write: (line) => void writeSync(descriptor, `${JSON.stringify(line)}\n`),
    done() {
      closeSync(descriptor);
      renameSync(`${out}.part`, out);
    },
  };
};

/** Writes the whole record: to be verified offline, or kept elsewhere. */
export const exportRecord = async (out: string | undefined): Promise<void> => {
  const url = hostUrl();
  const token = await secretariatToken(url, 'evaluator');
  const { write, done } = openOut(out);
  write({ kind: 'export', at: new Date().toISOString(), format: 1 });
  await writeChains({ url, token }, write);
  done();
};
