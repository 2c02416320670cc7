import { readFileSync } from 'node:fs';
import * as z from 'zod';

const Restriction = z.object({
  options: z.object({
    patterns: z.array(z.object({ group: z.array(z.string()), message: z.string() })).length(1),
  }),
});

const Rules = z.object({
  overrides: z.array(
    z.object({
      includes: z.array(z.string()),
      linter: z.object({
        rules: z.object({
          style: z.object({ noRestrictedImports: Restriction.optional() }).optional(),
        }),
      }),
    }),
  ),
});

interface Arrows {
  readonly folder: string;
  readonly folders: readonly string[];
  readonly packages: readonly string[];
  readonly forbidden: readonly string[];
  readonly message: string;
}

const isPath = (pattern: string) => pattern.startsWith('.');

/** The folder that a pattern such as `../../domain/**` names. */
const folderIn = (pattern: string) => /^(?:\.\.\/)+([\w-]+)\/\*\*$/.exec(pattern)?.[1];

const unique = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];

const withoutGlob = (name: string) => name.replace(/\/\*\*$/, '');

/** The import rules of biome.json, one entry per folder. */
const readArrows = (): Arrows[] => {
  const rules = Rules.parse(JSON.parse(readFileSync('biome.json', 'utf8')));
  const restricted = rules.overrides.flatMap(({ includes, linter }) => {
    const pattern = linter.rules.style?.noRestrictedImports?.options.patterns[0];
    return pattern ? [{ folder: withoutGlob(includes[0] ?? ''), ...pattern }] : [];
  });
  const all = new Set(restricted.map(({ folder }) => folder));
  return restricted.map(({ folder, group, message }) => {
    const allowed = group.filter((entry) => entry.startsWith('!')).map((entry) => entry.slice(1));
    const banned = group.filter((entry) => !entry.startsWith('!'));
    return {
      folder,
      folders: unique(allowed.map(folderIn)).filter((name) => all.has(name)),
      packages: unique(allowed.filter((entry) => !isPath(entry)).map(withoutGlob)),
      forbidden: unique(banned.map(folderIn)),
      message,
    };
  });
};

const mayImport = ({ folders, packages, forbidden }: Arrows): string =>
  forbidden.length > 0
    ? `everything but ${forbidden.join(', ')}`
    : [...folders, ...packages.map((name) => `\`${name}\``)].join(', ') || 'nothing';

const targetsOf = ({ folders, forbidden }: Arrows, all: readonly Arrows[], folder: string) =>
  forbidden.length === 0
    ? folders
    : all
        .map((other) => other.folder)
        .filter((name) => name !== folder && !forbidden.includes(name));

/** Who may import whom, as a mermaid flowchart; an arrow points at what is imported. */
export const arrowsDiagram = (): string => {
  const all = readArrows();
  const lines = all.flatMap((arrows) =>
    targetsOf(arrows, all, arrows.folder).map((target) => `  ${arrows.folder} --> ${target}`),
  );
  return ['```mermaid', 'flowchart LR', ...lines, '```'].join('\n');
};

export const arrowsTable = (): string =>
  [
    '| Folder | May import, beside itself | What the linter says otherwise |',
    '|---|---|---|',
    ...readArrows().map(
      (arrows) => `| \`${arrows.folder}/\` | ${mayImport(arrows)} | ${arrows.message} |`,
    ),
  ].join('\n');
