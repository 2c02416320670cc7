import { styleText } from 'node:util';
import type { Progress } from '../demo/play.ts';

const width = 30;

const bar = (share: number): string => {
  const full = Math.round(share * width);
  const drawn = `${'█'.repeat(full)}${'░'.repeat(width - full)}`;
  return styleText('cyan', drawn, { stream: process.stderr });
};

const lineOf = ({ done, total, date }: Progress): string =>
  `${Math.floor((done / total) * 100)
    .toString()
    .padStart(3)} %  ${date}  step ${done} of ${total}`;

/** Shows progress on stderr: a bar on a terminal, otherwise a line for every tenth. */
export const showProgress = (): ((progress: Progress) => void) => {
  let tenth = 0;
  if (process.stderr.isTTY)
    return (progress) => {
      const share = progress.done / progress.total;
      process.stderr.write(`\r${bar(share)} ${lineOf(progress)}${share < 1 ? '' : '\n'}`);
    };
  return (progress) => {
    const reached = Math.floor((progress.done / progress.total) * 10);
    if (reached <= tenth) return;
    tenth = reached;
    console.error(lineOf(progress));
  };
};
