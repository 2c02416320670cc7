import type { Answer } from '../aws-json/answer.ts';
import { listen } from '../aws-json/http-server.ts';
import { dialect } from './dialect.ts';
import { operations } from './operations.ts';
import { openStore } from './store.ts';

export interface EmbeddedTable {
  readonly endpoint: string;
  /** The same operations without HTTP. */
  readonly answer: Answer;
  /** Finishes what runs, then lets go of the port and the store. */
  close(): Promise<void>;
}

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
  const server = await listen(dialect, answer, options.port ?? 0).catch(async (error) => {
    await store.dynalite.db.close();
    throw error;
  });
  let closing: Promise<void> | undefined;
  return {
    endpoint: server.endpoint,
    answer,
    close() {
      closing ??= server.stop(finish()).then(() => store.dynalite.db.close());
      return closing;
    },
  };
};
