import { once } from 'node:events';
import type { Server } from 'node:http';
import { setTimeout as after } from 'node:timers/promises';

// Long enough to hand over the last answers, short enough to be gone within a second.
const lastAnswersMs = 300;

/** Lets go of the port at once, and of the connections when what is `running` has been answered. */
export const stop = async (server: Server, running?: Promise<void>) => {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  await running;
  await Promise.race([closed, after(lastAnswersMs, undefined, { ref: false })]);
  server.closeAllConnections();
  await closed;
};
