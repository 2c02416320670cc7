import { type CountedReview, limits } from './counted-review.ts';
import { figure, printTable } from './print-table.ts';
import { unexplained, type Write, writeUnits } from './write-units.ts';

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

const itemsOf = (writes: readonly Write[], kind: string) =>
  writes.flatMap(({ items }) => items.filter((item) => item.kind === kind));

const ofItems = (writes: readonly Write[], kind: string) =>
  sum(itemsOf(writes, kind).map(({ units }) => units));

const ofIndexes = (writes: readonly Write[]) =>
  sum(writes.flatMap(({ indexes }) => Object.values(indexes)));

const orDot = (units: number) => (units === 0 ? '·' : figure(units));

/** A line per command or task, a column per kind of item, and the indexes. */
const matrix = (writes: readonly Write[], kinds: readonly string[]): string[][] => {
  const line = (name: string, some: readonly Write[]) => [
    name,
    String(some.length),
    ...kinds.map((kind) => orDot(ofItems(some, kind))),
    orDot(ofIndexes(some)),
    figure(writeUnits(some)),
  ];
  const works = [...Map.groupBy(writes, ({ work }) => work)];
  return [
    ['', 'writes', ...kinds, 'indexes', 'all'],
    ...works.map(([work, some]) => line(work, some)),
    line('all', writes),
  ];
};

/** How large the items are, against the KB that a unit writes. */
const sizes = (writes: readonly Write[], kinds: readonly string[]): string[][] => [
  ['', 'times', 'smallest', 'largest', 'units'],
  ...kinds.map((kind) => {
    const items = itemsOf(writes, kind);
    const bytes = items.map((item) => item.bytes);
    const [least, most] = [Math.min(...bytes), Math.max(...bytes)];
    return [kind, items.length, least, most, ofItems(writes, kind)].map(String);
  }),
];

const indexLines = (writes: readonly Write[]): string[][] => {
  const names = [...new Set(writes.flatMap(({ indexes }) => Object.keys(indexes)))].sort();
  const of = (index: string) => sum(writes.map(({ indexes }) => indexes[index] ?? 0));
  return [['', 'units'], ...names.map((index) => [index, figure(of(index))])];
};

/** What was put beside the answers cost, all of it and each record. */
const printDossier = (dossier: readonly Write[]): void => {
  if (dossier.length === 0) return;
  const units = writeUnits(dossier);
  const each = figure(units / dossier.length);
  console.log(
    `  beside the answers: ${dossier.length} records (three certificates, a word on caveats, a vetting), ${figure(units)} units more, ${each} each`,
  );
};

/** Prints what one review by this version took; true when it keeps both limits. */
export const printCounted = (counted: CountedReview, version: 1 | 2): boolean => {
  const { transitions, writes, dossier, reports, failedWrites } = counted;
  const units = writeUnits(writes);
  const kinds = [...new Set(writes.flatMap(({ items }) => items.map(({ kind }) => kind)))];
  printTable(`One review without returns by version ${version}, counted`, [
    ['', 'counted', 'limit'],
    ['state transitions', figure(transitions.total), String(limits.transitions)],
    ['write units', figure(units), String(limits.writeUnits[version])],
  ]);
  console.log(
    `  transitions: ${transitions.executions} start, ${transitions.states.length} states entered, ${transitions.retries} retries`,
  );
  console.log(
    `  write units: 14 KB of answers per stage, one person per audience, no draft saved; ${failedWrites} writes refused, ${figure(unexplained(writes))} units unexplained`,
  );
  console.log(
    `  reports of mails: ${figure(writeUnits(reports))} units more, one for each row, as far as they came in`,
  );
  printDossier(dossier);
  printTable('Write units by command or task, and by item', matrix(writes, kinds));
  printTable('Items in bytes (a started KB is a unit, two in a transaction)', sizes(writes, kinds));
  printTable('Indexes', indexLines(writes));
  return transitions.total <= limits.transitions && units <= limits.writeUnits[version];
};
