import type { Host } from './host.ts';

const day = 86_400_000;

const help = 'f skip a day · r run reminders now · q quit';

/** Runs the reminders, and says what they did and where it can be read. */
const remindersText = async (host: Host): Promise<string> => {
  const mails = await host.remind();
  const what = mails === 0 ? 'no mail' : mails === 1 ? 'one mail' : `${mails} mails`;
  return `The reminders ran: ${what}. http://127.0.0.1:${host.port}/outbox`;
};

/** The keys of a terminal; without one, nothing listens. */
export const listenToKeys = (host: Host): void => {
  const { stdin } = process;
  if (!stdin.isTTY) return;
  const actions: Record<string, () => Promise<void> | void> = {
    h: () => console.error(help),
    f: async () => {
      host.clock.forward(day);
      const today = new Date(Date.now() + host.clock.ahead()).toISOString().slice(0, 10);
      console.error(`It is now ${today}. ${await remindersText(host)}`);
    },
    r: async () => console.error(await remindersText(host)),
    q: () => void process.kill(process.pid, 'SIGTERM'),
    '\u0003': () => void process.kill(process.pid, 'SIGINT'),
  };
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.on('data', (key: string) => void actions[key]?.());
};
