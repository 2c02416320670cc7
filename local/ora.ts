import { Command, CommanderError } from 'commander';
import { CommandFailed } from './commands/command-failed.ts';
import { addDemo } from './commands/demo.ts';
import { addImport } from './commands/import-contributions.ts';
import { addPerson } from './commands/person.ts';
import { addRecompute } from './commands/recompute.ts';
import { addRetention } from './commands/retention.ts';
import { addToken } from './commands/token.ts';

const description = `Commands against a running ORA.

  ORA_URL    where it is (default http://127.0.0.1:4310)
  ORA_TOKEN  a bearer token, for a deployment`;

const program = new Command('ora').description(description).exitOverride();
for (const add of [addToken, addPerson, addImport, addRecompute, addRetention, addDemo])
  add(program);

/** Exit code of a command that could not be read: help that was asked for is no failure. */
const usage = (error: CommanderError): number => (error.exitCode === 0 ? 0 : 2);

const tell = (error: unknown): void => {
  if (error instanceof CommandFailed)
    console.error(`${error.message} Type:\n\n  ${error.command}\n`);
  else console.error(error instanceof Error ? error.message : String(error));
};

try {
  await program.parseAsync(process.argv);
} catch (error) {
  if (!(error instanceof CommanderError)) tell(error);
  process.exitCode = error instanceof CommanderError ? usage(error) : 1;
}
