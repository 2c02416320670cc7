import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Host, type HostOptions, openHost } from '../../local/host.ts';
import { surroundings } from '../cloud/surroundings.ts';

type StartedHost = Host & { url: string; folder: string };

const notThere = (): never => {
  throw new Error('a deployment has neither a clock that can be moved nor a folder');
};

/** A deployment in place of a host, for the tests that ask it by HTTP alone. */
const deployedHost = (url: string): StartedHost => ({
  url,
  port: Number(new URL(url).port),
  isNew: true,
  get clock() {
    return notThere();
  },
  get recovered() {
    return notThere();
  },
  get endpoints() {
    return notThere();
  },
  get folder() {
    return notThere();
  },
  runReminders: notThere,
  remind: notThere,
  runAnchor: notThere,
  close: async () => {},
});

/** A host of its own in this process, on an empty folder that goes with it; or the deployment that is tested. */
export const startHost = async (
  options: Pick<HostOptions, 'loopbackWebhooks'> = {},
): Promise<StartedHost> => {
  const deployed = surroundings();
  if (deployed) return deployedHost(deployed.url);
  const folder = mkdtempSync(join(tmpdir(), 'ora-'));
  const host = await openHost({ folder: join(folder, 'data'), port: 0, ...options });
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
