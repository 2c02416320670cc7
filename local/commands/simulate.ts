import { type Command, InvalidArgumentError } from 'commander';
import { ask, bodyOf, hostUrl, refusalText } from './api-client.ts';
import { CommandFailed } from './command-failed.ts';
import { plannedTable, plannedTotals, Simulation } from './planned-text.ts';
import { secretariatToken } from './secretariat-token.ts';

interface Options {
  readonly days: number;
  readonly review?: string;
  readonly json?: boolean;
}

/** What the reminders would send within so many days. Throws CommandFailed with what the API said against it. */
const simulated = async ({ days, review }: Options): Promise<Simulation> => {
  const url = hostUrl();
  const token = await secretariatToken(url, 'evaluator');
  const path = '/v1/reminders/simulations';
  const body = { days, ...(review && { review }) };
  const reply = await ask(url, { method: 'POST', path, token, body });
  if (reply.status >= 400)
    throw new CommandFailed(refusalText(reply), 'npm run ora -- token --role evaluator');
  return bodyOf(reply, Simulation);
};

const show = async (options: Options): Promise<void> => {
  const simulation = await simulated(options);
  console.log(
    options.json ? JSON.stringify(simulation.messages, null, 2) : plannedTable(simulation),
  );
  console.error(plannedTotals(simulation));
};

const daysOf = (value: string): number => {
  const days = Number(value);
  if (Number.isInteger(days) && days >= 1 && days <= 730) return days;
  throw new InvalidArgumentError('Wanted: a number of days, 1 to 730.');
};

/** `ora simulate`: every mail that the reminders would send in the days to come; nothing is sent. */
export const addSimulate = (program: Command): void => {
  program
    .command('simulate')
    .description('print every reminder of the days to come, with its reason; nothing is sent')
    .requiredOption('--days <n>', 'how many days ahead, 1 to 730', daysOf)
    .option('--review <id>', 'the mails that speak of this review only')
    .option('--json', 'print the mails as JSON')
    .action((options: Options) => {
      console.error(`Simulating ${options.days} days of reminders…`);
      return show(options);
    });
};

/** `ora remind --dry-run`: what the next run of the reminders would send; nothing is sent. */
export const addRemind = (program: Command): void => {
  program
    .command('remind')
    .description('print what the next run of the reminders would send; it never sends it')
    .requiredOption('--dry-run', 'there is no other run: the machine sends, every 15 minutes')
    .option('--review <id>', 'the mails that speak of this review only')
    .option('--json', 'print the mails as JSON')
    .action((options: Omit<Options, 'days'>) => show({ ...options, days: 0 }));
};
