import { writeInvented } from '../support/invented-rows.ts';

/** What it took a process of its own to write an export. */
export interface WrittenExport {
  readonly milliseconds: number;
  readonly bytes: number;
  /** The most memory that the system gave it, Node itself included. */
  readonly peakKilobytes: number;
}

const [format = '', count = '0'] = process.argv.slice(2);
const begun = performance.now();
const bytes = await writeInvented(format, Number(count));
const milliseconds = performance.now() - begun;
const peakKilobytes = process.resourceUsage().maxRSS;
console.log(JSON.stringify({ milliseconds, bytes, peakKilobytes } satisfies WrittenExport));
