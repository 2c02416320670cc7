import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { listen } from './http-server.ts';
import { type Answer, operations } from './operations.ts';
import { openStore } from './store.ts';

export interface EmbeddedTable {
  readonly endpoint: string;
  /** The same operations without HTTP. */
  readonly answer: Answer;
  /** Finishes what runs, then lets go of the port and the store. */
  close(): Promise<void>;
}

// Long enough to hand over the last answers, short enough to be gone within a second.
const lastAnswersMs = 300;

const stop = async (server: Server, finish: () => Promise<void>) => {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  await finish();
  await Promise.race([closed, after(lastAnswersMs)]);
  server.closeAllConnections();
  await closed;
};

/**
 * An embedded DynamoDB on 127.0.0.1: on disk at `path`, else in memory; on any free port unless
 * told. `now` is the clock that client request tokens age by, in ms. Rejects when another process
 * holds the store or the port.
 */
export const startTable = async (
  options: { path?: string; port?: number; now?: () => number } = {},
): Promise<EmbeddedTable> => {
  const store = await openStore(options.path);
  const { answer, finish } = await operations(store, options.now ?? Date.now);
  const server = await listen(answer, options.port ?? 0).catch(async (error) => {
    await store.dynalite.db.close();
    throw error;
  });
  const { port } = server.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    answer,
    close() {
      closing ??= stop(server, finish).then(() => store.dynalite.db.close());
      return closing;
    },
  };
};
