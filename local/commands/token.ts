import { type Command, Option } from 'commander';
import { Role } from '../../domain/permissions.ts';
import { Iso3, MissionAcronym } from '../../domain/review.ts';
import { takenFor } from '../demonstration-scope.ts';
import { hostUrl } from './api-client.ts';
import { CommandFailed } from './command-failed.ts';
import { demonstrationToken, type Wanted } from './demonstration-token.ts';
import { readAs } from './read-as.ts';

const printToken = async (wanted: Wanted): Promise<void> => {
  const url = hostUrl();
  const token = await demonstrationToken(url, wanted);
  if (!token)
    throw new CommandFailed(
      `${url} is a deployment: it has no demonstration persons, only people who sign in. Use a token of your own.`,
      'export ORA_TOKEN=<your token>',
    );
  for (const [what, code] of Object.entries(takenFor(wanted.role, wanted)))
    console.error(`No --${what} was named: this is the person of ${code}.`);
  console.log(token);
};

/** `ora token`: prints a bearer token of a demonstration person, and nothing else. */
export const addToken = (program: Command): void => {
  program
    .command('token')
    .description('print a bearer token of a demonstration person (embedded host only)')
    .addOption(
      new Option('--role <role>', 'what the person is').choices(Role.options).makeOptionMandatory(),
    )
    .option(
      '--contributor <iso3>',
      'the State of a contributor’s person; RWA if left out',
      readAs(Iso3),
    )
    .option(
      '--mission <acronym>',
      'the mission of a field person; MINUSCA if left out',
      readAs(MissionAcronym),
    )
    .option('--person <id>', 'the id of the person')
    .action(printToken);
};
