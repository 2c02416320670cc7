import { parseArgs } from 'node:util';
import { crash } from './programme.ts';
import { linesOf, tableOf } from './report.ts';

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '100' },
      reviews: { type: 'string', default: '500' },
      clients: { type: 'string', default: '8' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    },
  });
  const number = (name: keyof typeof values): number => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value >= 0) return value;
    throw new Error(`--${name} ${values[name]} is not a whole number`);
  };
  return {
    kills: number('kills'),
    reviews: number('reviews'),
    clients: number('clients'),
    seed: number('seed'),
  };
};

const measured = `A review is at rest when GET /v1/reviews/{id} lets whose turn it is submit, decide or sign, or shows
its end without a due date; asked from ready on, one review after the other and every 10 ms, of
each that the record, read while the host was down, held between a commit and its resting place.`;

const run = async (): Promise<void> => {
  const options = readOptions();
  console.error(`seed ${options.seed}`);
  const figures = await crash({ ...options, tell: (line) => console.error(line) });
  const lines = linesOf(figures, options);
  console.log(
    `\nkill -9 of the host while ${options.clients} clients submit, seed ${options.seed}\n`,
  );
  console.log(`${tableOf(lines)}\n\n${measured}`);
  if (lines.some(([, , , good]) => !good)) process.exitCode = 1;
};

await run();
