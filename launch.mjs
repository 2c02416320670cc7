// Plain JavaScript that any Node can read: it either starts the TypeScript file or says what to type.
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const wanted = 24;
const major = Number(process.versions.node.split('.')[0]);
const [script, ...rest] = process.argv.slice(2);

const stop = (sentence, command) => {
  console.error(`${sentence} Type:\n\n  ${command}\n`);
  process.exit(1);
};

if (!existsSync(new URL('./node_modules/zod', import.meta.url)))
  stop('The dependencies are not installed.', 'npm ci');
if (major < wanted)
  stop(
    `ORA runs on Node ${wanted}, which comes with a complete install; this is Node ${process.versions.node}.`,
    'npm ci --include=optional --include=dev',
  );

// Compiled code is kept beside the dependencies: the second start is the fast one.
nodeModule.enableCompileCache?.(
  fileURLToPath(new URL('./node_modules/.cache/node', import.meta.url)),
);
process.argv = [process.argv[0], script, ...rest];
await import(pathToFileURL(script));
