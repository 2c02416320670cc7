import { Command, CommanderError } from 'commander';
import { CommandFailed } from './commands/command-failed.ts';
import { addDemo } from './commands/demo.ts';
import { addExport } from './commands/export.ts';
import { addImport } from './commands/import-contributions.ts';
import { addKeys } from './commands/keys.ts';
import { addPerson } from './commands/person.ts';
import { addRecompute } from './commands/recompute.ts';
import { addRetention } from './commands/retention.ts';
import { addRoots } from './commands/roots.ts';
import { addRemind, addSimulate } from './commands/simulate.ts';
import { addToken } from './commands/token.ts';
import { addVerify } from './commands/verify.ts';

const description = `Commands against a running ORA.

  ORA_URL    where it is (default http://127.0.0.1:4310)
  ORA_TOKEN  a bearer token, for a deployment`;

const program = new Command('ora').description(description).exitOverride();
const commands = [
  addToken,
  addPerson,
  addImport,
  addRecompute,
  addRetention,
  addDemo,
  addRemind,
  addSimulate,
  addExport,
  addKeys,
  addRoots,
  addVerify,
];
for (const add of commands) add(program);

/** 2 for a command that could not be read: help that was asked for is no failure. */
const exitCodeOf = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return error instanceof CommandFailed ? error.exitCode : 1;
};

const tell = (error: unknown): void => {
  if (error instanceof CommandFailed)
    console.error(`${error.message} Type:\n\n  ${error.command}\n`);
  else console.error(error instanceof Error ? error.message : String(error));
};

try {
  await program.parseAsync(process.argv);
} catch (error) {
  if (!(error instanceof CommanderError)) tell(error);
  process.exitCode = exitCodeOf(error);
}
