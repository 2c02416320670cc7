import type { Host } from './host.ts';

/** Fills a new folder with the small demonstration, over HTTP like everybody else. */
export const playFirstRun = async (host: Host): Promise<void> => {
  const { playDemo } = await import('./demo/play.ts');
  await playDemo({
    url: `http://127.0.0.1:${host.port}`,
    small: true,
    onProgress: () => {},
  });
};
