import { parseArgs } from 'node:util';
import { crashAmongMails } from './programme.ts';

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '300' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    },
  });
  const [kills, seed] = [Number(values.kills), Number(values.seed)];
  if (!Number.isInteger(kills) || !Number.isInteger(seed) || kills < 1)
    throw new Error('--kills and --seed are whole numbers');
  return { kills, seed };
};

const run = async (): Promise<void> => {
  const options = readOptions();
  console.error(`seed ${options.seed}`);
  const { misses, ...figures } = await crashAmongMails({
    ...options,
    tell: (line) => console.error(line),
  });
  console.log(`\nkill -9 of the host around the writing of mails, seed ${options.seed}\n`);
  console.log(`  kills                                              ${figures.kills}`);
  console.log(`  that cut off a message between mail and ledger     ${figures.between}`);
  console.log(`  that cut off a message before its mail             ${figures.beforeMail}`);
  console.log(`  mails in the outbox                                ${figures.mails}`);
  console.log(`  rows of the ledger that are sent                   ${figures.rows}`);
  console.log(`  of these claimed again after a kill                ${figures.again}`);
  console.log(`  rows dropped, no longer true                       ${figures.dropped}`);
  for (const [kind, lines] of Object.entries(misses)) {
    console.log(`  ${kind.padEnd(50)} ${lines.length}   (wanted 0)`);
    for (const line of lines.slice(0, 20)) console.log(`    ${line}`);
  }
  if (Object.values(misses).some(({ length }) => length > 0)) process.exitCode = 1;
};

await run();
