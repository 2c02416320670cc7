import { Command, CommanderError } from 'commander';
import { CommandFailed } from './commands/command-failed.ts';
import { addDemo } from './commands/demo.ts';
import { addImport } from './commands/import-contributions.ts';
import { addToken } from './commands/token.ts';

const description = `Commands against a running ORA.

  ORA_URL    where it is (default http://127.0.0.1:4310)
  ORA_TOKEN  a bearer token, for a deployment`;

const program = new Command('ora').description(description).exitOverride();
for (const add of [addToken, addImport, addDemo]) add(program);
