import type { Command } from 'commander';
import { checkedBy } from '../../adapters/signatures.ts';
import { verificationTools } from '../../adapters/verification-tools.ts';
import { SavedAnchor } from '../../domain/anchor.ts';
import { PublicKeys } from '../../domain/public-key.ts';
import { KeptReceipt } from '../../domain/verification/receipt.ts';
import { verifyRecord } from '../../domain/verification/verify-record.ts';
import { CommandFailed } from './command-failed.ts';
import { readJsonFile, readJsonLines } from './json-file.ts';
import { readExport } from './read-export.ts';
import { reportText } from './verify-text.ts';

interface Options {
  readonly keys?: readonly string[];
  readonly roots?: readonly string[];
  readonly receipt?: readonly string[];
  readonly json?: boolean;
}

/** What is to be compared; a file that cannot be read is wrong usage, and says nothing of the record. */
const readAll = (file: string, options: Options) => {
  try {
    const keys = options.keys?.flatMap(
      (name) => readJsonFile(name, PublicKeys, 'a set of public keys').keys,
    );
    const anchors = options.roots?.flatMap((name) =>
      readJsonLines(name, SavedAnchor, 'a list of roots'),
    );
    const receipts = options.receipt?.flatMap((name) =>
      readJsonLines(name, KeptReceipt, 'a receipt, or a list of them'),
    );
    return { ...readExport(file), check: keys && checkedBy(keys), anchors, receipts };
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    throw new CommandFailed(error.message, error.command, 2);
  }
};

const verify = (file: string, options: Options): void => {
  const { heading, misfits, ...evidence } = readAll(file, options);
  const found = verifyRecord({ exportedAt: heading.at, ...evidence }, verificationTools);
  const report = { ...found, misfits: [...misfits, ...found.misfits] };
  console.log(options.json ? JSON.stringify(report, null, 2) : reportText(report));
  if (report.misfits.length > 0) process.exitCode = 1;
};

/** `ora verify`: an export against keys, roots and receipts from elsewhere, without any network. */
export const addVerify = (program: Command): void => {
  program
    .command('verify <export>')
    .description('verify an export offline: 0 it fits, 1 it does not, 2 it cannot be verified')
    .option('--keys <file...>', 'public keys, as `ora keys` saved them')
    .option('--roots <file...>', 'signed roots, as `ora roots` saved them')
    .option('--receipt <file...>', 'receipts, as people were handed them: one, or a line each')
    .option('--json', 'print the report as JSON')
    .action(verify);
};
