import type { Host } from './host.ts';

const day = 86_400_000;

const help = 'f skip a day · r run reminders now · q quit';

/** The keys of a terminal; without one, nothing listens. */
export const listenToKeys = (host: Host): void => {
  const { stdin } = process;
  if (!stdin.isTTY) return;
  const actions: Record<string, () => Promise<void> | void> = {
    h: () => console.error(help),
    f: async () => {
      host.clock.forward(day);
      await host.runReminders();
      console.error(
        `It is now ${new Date(Date.now() + host.clock.ahead()).toISOString().slice(0, 10)}.`,
      );
    },
    r: () => host.runReminders(),
    q: () => void process.kill(process.pid, 'SIGTERM'),
    '\u0003': () => void process.kill(process.pid, 'SIGINT'),
  };
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.on('data', (key: string) => void actions[key]?.());
};
