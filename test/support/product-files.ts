import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the repository lies on this machine. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const notOurs = new Set(['node_modules', 'cdk.out', 'coverage']);

/** Paths of every file of ours, from the root, with `/`: no dependencies, no output, no data of a host. */
export const productFiles = (folder = ''): string[] =>
  readdirSync(`${root}${folder}`, { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name) || (entry.name.startsWith('.') && entry.isDirectory())) return [];
    const path = `${folder}${entry.name}`;
    return entry.isDirectory() ? productFiles(`${path}/`) : [path];
  });

/** The same, TypeScript only. */
export const sourceFiles = (): string[] => productFiles().filter((path) => path.endsWith('.ts'));
