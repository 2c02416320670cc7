import type { Misfit } from '../../domain/verification/misfit.ts';
import { ExportedChain, ExportHeading } from '../../domain/verification/record-export.ts';
import { CommandFailed } from './command-failed.ts';
import { readTextFile } from './text-file.ts';

const parsed = (line: string | undefined): unknown => {
  try {
    return JSON.parse(line ?? '');
  } catch {
    return undefined;
  }
};

/** What a line is about, for whoever looks for it: its number, and the id where it says one. */
const unreadable = (value: unknown, line: number): Misfit => {
  const id = (value as { id?: unknown } | undefined)?.id;
  return { chain: typeof id === 'string' ? id : `line ${line}`, why: 'cannot be read' };
};

/**
 * An export of the record; a line that is no chain is a misfit like any other. Throws CommandFailed
 * when the file is not an export at all.
 */
export const readExport = (
  file: string,
): { heading: ExportHeading; chains: ExportedChain[]; misfits: Misfit[] } => {
  const [first, ...lines] = readTextFile(file).split('\n');
  const heading = ExportHeading.safeParse(parsed(first));
  if (!heading.success)
    throw new CommandFailed(
      `The file ${file} is not an export of the record.`,
      `npm run ora -- export --dataset record --out ${file}`,
    );
  const chains: ExportedChain[] = [];
  const misfits: Misfit[] = [];
  for (const [index, line] of lines.entries()) {
    if (line === '' && index === lines.length - 1) continue;
    const value = parsed(line);
    const chain = ExportedChain.safeParse(value);
    if (chain.success) chains.push(chain.data);
    else misfits.push(unreadable(value, index + 2));
  }
  return { heading: heading.data, chains, misfits };
};
