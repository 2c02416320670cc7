import { createWriteStream, renameSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { styleText } from 'node:util';
import { hostUrl, refusalText } from './api-client.ts';
import { CommandFailed } from './command-failed.ts';
import { inBackground } from './export-in-background.ts';
import { secretariatToken } from './secretariat-token.ts';

/** What is exported, and of which reviews. */
interface Wanted {
  /** Whether it is written in the background from the start; else only where it is too large. */
  readonly background?: boolean | undefined;
  readonly dataset: string;
  readonly format: string;
  readonly out?: string | undefined;
  /** The filters of the API, by their names there. */
  readonly filter: Readonly<Record<string, string>>;
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

/** Tells on stderr how much has come: in one line that changes on a terminal, else only at the end. */
const progressOf = (what: string) => {
  const isTerminal = process.stderr.isTTY;
  let told = 0;
  return {
    moved: (bytes: number): void => {
      if (!isTerminal || bytes - told < 100_000) return;
      told = bytes;
      const text = styleText('cyan', what, { stream: process.stderr });
      process.stderr.write(`\r${text} ${megabytes(bytes)}`);
    },
    done: (bytes: number, rows: string | null): void =>
      void process.stderr.write(
        `${isTerminal ? '\r' : ''}${what}: ${rows === null ? '' : `${rows} rows, `}${megabytes(bytes)}\n`,
      ),
  };
};

const refused = async (response: Response): Promise<CommandFailed> => {
  const reply = { status: response.status, etag: '', text: await response.text() };
  const isTokens = response.status === 401 || response.status === 403;
  return new CommandFailed(
    `The export was refused: ${refusalText(reply)}`,
    isTokens ? 'npm run ora -- token --role evaluator' : 'npm run ora -- export --help',
  );
};

const tooLarge = 'too_large_at_once';

const textOf = (response: Response): Promise<string> => response.clone().text();

const ask = async (url: string, path: string): Promise<Response> => {
  const token = await secretariatToken(url, 'evaluator');
  try {
    return await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  } catch {
    throw new CommandFailed(`Nothing answers at ${url}.`, 'npm start');
  }
};

/** Writes a body to a file that has its name only when it is whole, or to stdout. */
const write = async (
  body: AsyncIterable<Uint8Array>,
  out: string | undefined,
  moved: (bytes: number) => void,
): Promise<number> => {
  let bytes = 0;
  const counted = async function* () {
    for await (const chunk of body) {
      bytes += chunk.length;
      moved(bytes);
      yield chunk;
    }
  };
  if (out === undefined) await pipeline(counted, process.stdout, { end: false });
  else {
    await pipeline(counted, createWriteStream(`${out}.part`, { mode: 0o600 }));
    renameSync(`${out}.part`, out);
  }
  return bytes;
};

/** The file as it is answered at once; where it is too large for that, as it is written in the background. */
const atOnce = async (name: string, filter: Wanted['filter']): Promise<Response> => {
  const response = await ask(hostUrl(), `/v1/exports/${name}?${new URLSearchParams(filter)}`);
  const isTooLarge = response.status === 422 && (await textOf(response)).includes(tooLarge);
  return isTooLarge ? inBackground(name, filter) : response;
};

/** Takes a data set from a running ORA into a file, or to stdout; how far it is goes to stderr. */
export const exportData = async (wanted: Wanted): Promise<void> => {
  const { dataset, format, out, filter, background } = wanted;
  const name = `${dataset}.${format}`;
  const answered = background ? await inBackground(name, filter) : await atOnce(name, filter);
  if (!answered.ok || !answered.body) throw await refused(answered);
  const { moved, done } = progressOf(name);
  const bytes = await write(answered.body, out, moved);
  done(bytes, answered.headers.get('ora-rows'));
};
