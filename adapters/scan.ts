import * as z from 'zod';
import { line } from '../domain/text.ts';
import { isSet, setting } from './environment.ts';
import type { DownloadLink } from './files.ts';
import { log } from './log.ts';
import { Unavailable } from './unavailable.ts';

/** What the scanner answers: its finding, and which scanner it is. */
const Finding = z.object({ result: z.enum(['clean', 'infected']), by: line(120).optional() });

export interface Scan {
  readonly result: 'clean' | 'infected' | 'not_scanned';
  readonly by?: string | undefined;
}

const patience = 20_000;

const ask = async (scanner: string, body: unknown): Promise<Scan> => {
  const response = await fetch(scanner, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(patience),
  });
  if (!response.ok) throw new Error(`the scanner answered ${response.status}`);
  return Finding.parse(await response.json());
};

/**
 * Has a file looked at by the scanner of SCAN_URL, which fetches it by its link: POST
 * `{url, sha256}`, answered with `{result: "clean" | "infected", by?}` within 20 seconds. Without
 * a scanner the file counts as not scanned; one that does not answer is Unavailable.
 */
export const scan = async ({ url }: DownloadLink, sha256: string): Promise<Scan> => {
  if (!isSet('SCAN_URL')) return { result: 'not_scanned' };
  const scanner = setting('SCAN_URL');
  try {
    return await ask(scanner, { url, sha256 });
  } catch (error) {
    log('warn', 'scan failed', { error: error instanceof Error ? error.name : typeof error });
    throw new Unavailable('try again: the virus scan did not answer', { cause: error });
  }
};
