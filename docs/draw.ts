import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { anchor } from '../workflows/anchor.ts';
import { exporting } from '../workflows/export.ts';
import { reminders } from '../workflows/reminders.ts';
import { review } from '../workflows/review.ts';
import { arrowsDiagram, arrowsTable } from './drawing/arrows.ts';
import { codebookTable } from './drawing/codebook.ts';
import { commonCatchesOf, diagramOf, functionsTable } from './drawing/machine.ts';
import { indexesTable, itemsTable } from './drawing/table.ts';

const pages = ['architecture', 'codebook'];

const drawings: Readonly<Record<string, () => string>> = {
  'review-diagram': () => diagramOf(review),
  'review-catches': () => commonCatchesOf(review),
  'reminders-diagram': () => diagramOf(reminders),
  'anchor-diagram': () => diagramOf(anchor),
  'export-diagram': () => diagramOf(exporting),
  functions: () => functionsTable({ review, reminders, anchor, export: exporting }),
  items: itemsTable,
  indexes: indexesTable,
  'arrows-diagram': arrowsDiagram,
  'arrows-table': arrowsTable,
  codebook: codebookTable,
};

/** The template of a page with each `{{name}}` on a line of its own replaced by the drawing of that name. */
const draw = (page: string): string =>
  readFileSync(`docs/${page}.template.md`, 'utf8').replaceAll(
    /^\{\{(.+)\}\}$/gm,
    (_, name: string) => {
      const drawing = drawings[name];
      if (!drawing)
        throw new Error(`docs/${page}.template.md wants "${name}", which nothing draws`);
      return drawing();
    },
  );

const isStale = (target: string, drawn: string): boolean => {
  try {
    return readFileSync(target, 'utf8') !== drawn;
  } catch {
    return true;
  }
};

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
for (const page of pages) {
  const target = `docs/${page}.md`;
  const drawn = draw(page);
  if (!values.check) writeFileSync(target, drawn);
  else if (isStale(target, drawn)) {
    console.error(`${target} does not show what the code says any more. Type:\n\n  npm run draw\n`);
    process.exitCode = 1;
  }
}
