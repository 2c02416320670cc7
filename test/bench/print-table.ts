/** One number as people read it: at most two decimals. */
export const figure = (value: number): string => String(Math.round(value * 100) / 100);

/** A table on stdout: the first column to the left, the others to the right. */
export const printTable = (title: string, rows: readonly (readonly string[])[]): void => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ');
  console.log([`\n${title}`, ...rows.map((row) => `  ${line(row)}`)].join('\n'));
};
