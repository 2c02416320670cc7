import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import type { Hono } from 'hono';

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

const listenOn = (app: Hono, port: number): Promise<ServerType> =>
  new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port });
    server.once('listening', () => resolve(server));
    server.once('error', reject);
  });

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/** Serves the app on 127.0.0.1; a taken port takes the next one, up to `tries` further. */
export const listen = async (app: Hono, port: number, tries = 20): Promise<Listening> => {
  try {
    const server = await listenOn(app, port);
    return {
      port: (server.address() as AddressInfo).port,
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), 200);
        }),
    };
  } catch (error) {
    if (!isTaken(error) || tries === 0) throw error;
    return listen(app, port + 1, tries - 1);
  }
};
