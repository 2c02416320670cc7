import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Host, openHost } from '../../local/host.ts';

/** A host of its own in this process, on an empty folder that goes with it. */
export const startHost = async (): Promise<Host & { url: string; folder: string }> => {
  const folder = mkdtempSync(join(tmpdir(), 'ora-'));
  const host = await openHost({ folder: join(folder, 'data'), port: 0 });
  return {
    ...host,
    folder: join(folder, 'data'),
    url: `http://127.0.0.1:${host.port}`,
    close: async () => {
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
