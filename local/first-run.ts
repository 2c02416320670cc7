import { CommandFailed } from './commands/command-failed.ts';
import { showProgress } from './commands/progress.ts';
import { playDemo } from './demo/play.ts';
import type { Host } from './host.ts';

/** Fills a new folder with the small demonstration, over HTTP like everybody else, and says what came of it. */
export const playFirstRun = async (host: Host): Promise<void> => {
  try {
    const summary = await playDemo({
      url: `http://127.0.0.1:${host.port}`,
      small: true,
      onProgress: showProgress(),
    });
    const { closed, open, stuck, problems } = summary;
    console.log(
      `  ✓ demo       ${closed} reviews closed, ${open} open, ${stuck} stuck; invented answers on fictional units`,
    );
    for (const problem of problems) console.error(`  ! ${problem}`);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    console.error(`  ! the demonstration stopped: ${error.message}`);
  }
};
