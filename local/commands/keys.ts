import { existsSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { Command } from 'commander';
import { type PublicKey, PublicKeys } from '../../domain/public-key.ts';
import { hostUrl } from './api-client.ts';
import { askFor } from './ask-for.ts';
import { CommandFailed } from './command-failed.ts';
import { readJsonFile } from './json-file.ts';
import { secretariatToken } from './secretariat-token.ts';

/** Keys that were saved stay: a key of the same name that is another one is what they are saved against. */
const joined = (saved: readonly PublicKey[], told: readonly PublicKey[], file: string) => {
  const other = told.find(({ kid, ...key }) =>
    saved.some(({ kid: name, ...old }) => name === kid && !isDeepStrictEqual(old, key)),
  );
  if (other)
    throw new CommandFailed(
      `The key ${other.kid} is not the one that ${file} has under this name. Do not trust what it signed before you know why.`,
      `cat ${file}`,
    );
  const names = new Set(saved.map(({ kid }) => kid));
  return [...saved, ...told.filter(({ kid }) => !names.has(kid))];
};

const saveKeys = async ({ out }: { readonly out?: string }): Promise<void> => {
  const url = hostUrl();
  const { keys } = await askFor(
    url,
    await secretariatToken(url, 'evaluator'),
    '/v1/keys',
    PublicKeys,
  );
  if (out === undefined) {
    console.log(JSON.stringify({ keys }, null, 2));
    return;
  }
  const saved = existsSync(out) ? readJsonFile(out, PublicKeys, 'a set of public keys').keys : [];
  writeFileSync(out, `${JSON.stringify({ keys: joined(saved, keys, out) }, null, 2)}\n`);
};

/** `ora keys`: the public keys, to be kept where the system cannot reach them. */
export const addKeys = (program: Command): void => {
  program
    .command('keys')
    .description('save the public keys that check signatures; keys in the file stay')
    .option('--out <file>', 'where; stdout unless told')
    .action(saveKeys);
};
