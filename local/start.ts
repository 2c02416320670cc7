import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { FolderRefused, setAside } from './data-folder.ts';
import { playFirstRun } from './first-run.ts';
import { type Host, openHost } from './host.ts';
import { listenToKeys } from './keys.ts';

const months18 = 548 * 86_400_000;

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: process.env.PORT ?? '4310' },
      data: { type: 'string', default: process.env.ORA_DATA ?? '.ora' },
      fresh: { type: 'boolean', default: false },
      'no-demo': { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
      'loopback-webhooks': { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new FolderRefused(
      `"${values.port}" is not a port. Type:\n\n  npm start -- --port 4310\n`,
    );
  return { ...values, port, demo: !values['no-demo'] };
};

const welcome = (host: Host, options: ReturnType<typeof readOptions>): string => {
  const at = `http://127.0.0.1:${host.port}`;
  const moved = options.port !== 0 && host.port !== options.port;
  return [
    `ORA 0.1.0   node ${process.version}   data ${options.data} (kept; --fresh begins anew)`,
    '',
    '  ✓ table      one, with four indexes            embedded, on disk',
    '  ✓ workflow   self-assessment → evaluation → verification   the deployed definition, interpreted',
    '  ✓ schedule   reminders every 15 minutes',
    `  ✓ outbox     mail becomes a file in ${options.data}/outbox, nothing is sent`,
    ...(host.recovered.advanced > 0
      ? [`  ✓ recovered  ${host.recovered.advanced} reviews moved on from where they were cut off`]
      : []),
    ...(moved ? [`  ! port ${options.port} is taken: this is port ${host.port}`] : []),
    '',
    `  Reviews  ${at}/          Outbox  ${at}/outbox`,
    `  API      ${at}/docs      Health  ${at}/health`,
    '',
    `  ready in ${Math.round(performance.now())} ms${process.stdin.isTTY ? '    h help · f skip a day · r run reminders · q quit' : ''}`,
  ].join('\n');
};

/** Stops at once on a signal; whatever is in transit goes on at the next start. */
const stopOnSignals = (host: Host): void => {
  const stop = () => {
    setTimeout(() => process.exit(0), 1500).unref();
    void host.close().finally(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
};

const start = async (): Promise<void> => {
  const options = readOptions();
  const aside = options.fresh ? setAside(options.data) : undefined;
  if (aside) console.error(`The data before this start is in ${aside}.`);
  const host = await openHost({
    folder: options.data,
    port: options.port,
    clockBegins: options.demo ? -months18 : 0,
    loopbackWebhooks: options['loopback-webhooks'],
    ...(!options.quiet && { onRequest: (line) => console.error(line) }),
  });
  stopOnSignals(host);
  console.log(welcome(host, options));
  if (host.isNew && options.demo) {
    await playFirstRun(host);
    await host.runReminders();
  }
  listenToKeys(host);
};

/** A wrong option or a folder that cannot be used gets a sentence; only what is unforeseen shows where it was. */
const sentenceOf = (error: unknown): unknown => {
  if (error instanceof FolderRefused) return error.message;
  if (error instanceof Error && 'code' in error)
    return `${error.message}\n\nThe options are --port, --data, --fresh, --no-demo and --quiet:\n\n  npm start -- --port 4310\n`;
  return error;
};

start().catch((error) => {
  console.error(sentenceOf(error));
  process.exit(1);
});
