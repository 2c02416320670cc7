/** The text from one `## heading` to the next. */
export const sectionOf = (markdown: string, heading: string): string => {
  const section = markdown
    .split(/^## /m)
    .find((part) => part.startsWith(`${heading}\n`) || part.startsWith(`${heading}:`));
  if (section === undefined) throw new Error(`there is no section "${heading}"`);
  return section;
};

const cellsOf = (line: string): string[] =>
  line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());

/** Every table of a text as rows of cells, without its header. */
export const tablesOf = (markdown: string): string[][][] =>
  Array.from(markdown.matchAll(/(?:^\|.*\|\n?)+/gm), ([table]) =>
    table.trimEnd().split('\n').slice(2).map(cellsOf),
  );
