import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actions } from '../../domain/permissions.ts';
import { tablesOf } from '../support/markdown-tables.ts';
import { root } from '../support/product-files.ts';

/** One line of the table: all its cells hold together. */
export interface Line {
  readonly stage: string;
  readonly who: readonly string[];
  readonly where: readonly string[];
  readonly onlyIf: readonly string[];
  readonly neverIf: readonly string[];
}

const open = ['self_assessment', 'evaluation', 'decision', 'verification', 'signature'];
const running = ['in_transit', ...open];
const ended = ['closed', 'withdrawn', 'lapsed'];

const places: Readonly<Record<string, readonly string[]>> = {
  any: [...running, ...ended],
  running,
  standing: [...running, 'closed'],
  ...Object.fromEntries([...running, ...ended].map((place) => [place, [place]])),
};

const persons = [
  'contributor',
  'permanent_mission',
  'contingent_commander',
  'evaluator',
  'director',
  'verifier',
  'commander',
  'viewer for the State',
  'viewer for the mission',
  'admin',
  'everyone',
];

const conditions = [
  'submitted',
  'evaluated',
  'decided',
  'verified',
  'assigned to another',
  'seen',
  'suspended',
  'released evaluation',
  'released verification',
  'own State',
  'own mission',
];

const stages = ['', 'self-assessment', 'evaluation', 'verification'];

/** The words of a cell, each of them known; a misspelt word would match nothing in silence. */
const words = (cell: string, known: readonly string[]): string[] => {
  const found = cell.split(',').flatMap((word) => word.trim() || []);
  const unknown = found.find((word) => !known.includes(word));
  if (unknown) throw new Error(`the table of who may do what says "${unknown}"`);
  return found;
};

const lineOf = (cells: readonly string[]): [string[], Line] => {
  const [action = '', stage = '', who = '', where = '', onlyIf = '', neverIf = ''] = cells;
  return [
    words(action, actions),
    {
      stage: words(stage, stages).join(),
      who: words(who, persons),
      where: words(where, Object.keys(places)).flatMap((place) => places[place] ?? []),
      onlyIf: words(onlyIf, conditions),
      neverIf: words(neverIf, conditions),
    },
  ];
};

const [reviews = [], general = []] = tablesOf(
  readFileSync(join(root, 'docs/who-may-do-what.md'), 'utf8'),
);
const lines = [
  ...reviews,
  ...general.map(([action = '', who = '', onlyIf = '']) => [action, '', who, '', onlyIf]),
].map(lineOf);

/** The lines about an action, in the order of docs/who-may-do-what.md; any one of them is enough. */
export const linesAbout = (action: string): Line[] =>
  lines.flatMap(([about, line]) => (about.includes(action) ? [line] : []));
