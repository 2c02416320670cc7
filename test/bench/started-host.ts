import type { startHost } from '../support/host.ts';

/** A host that runs in this process, so that its adapters can be measured here. */
export type StartedHost = Pick<Awaited<ReturnType<typeof startHost>>, 'url' | 'endpoints'>;
