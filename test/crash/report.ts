import { stages } from '../../domain/stages.ts';
import { betweenCommitAndRest, type Figures, type Kill, openIn } from './figures.ts';

const restLimitMs = 2_000;

const most = (values: readonly number[]): number => Math.max(0, ...values);
const least = (values: readonly number[]): number => Math.min(...values);
const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** How many of each, the most first. */
const tally = (names: readonly string[]): string =>
  [...Map.groupBy(names, (name) => name)]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([name, { length }]) => `${length} ${name}`)
    .join(', ') || 'none';

/** A line of the table: what, how much, what was wanted, and whether it is so. */
type Line = readonly [what: string, figure: string | number, wanted: string, good: boolean];

const none = (what: string, misses: readonly string[]): Line => [
  what,
  misses.length,
  '0',
  misses.length === 0,
];

const plain = (what: string, figure: string | number): Line => [what, figure, '', true];

const conditions = (kills: readonly Kill[], wanted: { reviews: number }): Line[] => {
  const open = least(kills.map(openIn));
  const stageCounts = ([...stages, 'returned', 'decision', 'signature'] as const).map(
    (stage) => [stage, least(kills.map((kill) => kill.open[stage]))] as const,
  );
  const between = betweenCommitAndRest(kills);
  const enough = Math.ceil(kills.length * 0.3);
  return [
    ['open reviews at each kill, least', open, `>= ${wanted.reviews}`, open >= wanted.reviews],
    [
      '  by stage, least at a kill',
      stageCounts.map(([stage, count]) => `${count} ${stage}`).join(', '),
      'each > 0',
      stageCounts.every(([, count]) => count > 0),
    ],
    ['kills between a commit and the next rest', between, `>= ${enough}`, between >= enough],
    plain('  reviews cut off, by phase', tally(kills.flatMap(({ cutOff }) => cutOff))),
  ];
};

const restLines = (kills: readonly Kill[]): Line[] => {
  const slowest = most(kills.map(({ restMs }) => restMs));
  const whole = kills.map(({ startMs, restMs }) => startMs + restMs);
  const hit = kills.filter(({ cutOff }) => cutOff.length > 0).map(({ restMs }) => restMs);
  return [
    [
      'ms from ready until all rest, slowest',
      Math.round(slowest),
      `<= ${restLimitMs}`,
      slowest <= restLimitMs,
    ],
    plain('  median, where any was cut off', Math.round(middle(hit))),
    plain('ms from spawn until all rest, slowest', Math.round(most(whole))),
    plain('  median', Math.round(middle(whole))),
  ];
};

const cutLines = (kills: readonly Kill[]): Line[] => {
  const cut = kills.flatMap(({ unanswered }) => unanswered);
  const written = kills.flatMap((kill) => kill.written);
  return [
    plain('unanswered commands repeated', cut.length),
    plain('  by kind', tally(cut)),
    plain('  written before the kill', written.length),
    plain('    by kind', tally(written)),
  ];
};

/** All figures with what they should be. */
export const linesOf = (
  { kills, commands, reviews, refused, misses }: Figures,
  wanted: { reviews: number },
): Line[] => [
  plain('kills while clients submit', kills.length),
  plain(
    '  and starts killed after them',
    kills.reduce((sum, kill) => sum + kill.startsKilled, 0),
  ),
  ...conditions(kills, wanted),
  plain('reviews in all', reviews),
  plain('acknowledged commands', commands.length),
  plain('  by kind', tally(commands)),
  plain('commands refused, the machine being faster', refused),
  none('acknowledged commands lost', misses.lost),
  none('reviews whose head and events disagree', misses.disagreeing),
  none('wrong index rows', misses.index),
  none('wrong OUT items', misses.out),
  ...cutLines(kills),
  none('  not exactly one event', misses.notOnce),
  ...restLines(kills),
  none('reviews found on their way without cause', misses.stuck),
  none('unexpected answers', misses.unexpected),
];

/** The figures as an aligned table. */
export const tableOf = (lines: readonly Line[]): string => {
  const width = Math.max(...lines.map(([what]) => what.length)) + 2;
  return lines
    .map(([what, figure, wanted, good]) => {
      const mark = wanted === '' ? ' ' : good ? '✓' : '✗';
      return `${mark} ${what.padEnd(width)}${figure}${wanted && `   (wanted ${wanted})`}`;
    })
    .join('\n');
};
