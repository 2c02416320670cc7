import { copyFile, cp, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { build } from 'esbuild';
import { builtinsOnDemand } from './builtins-on-demand.ts';
import { fileOf } from './function-files.ts';
import { type FunctionName, functionNames, permissions } from './permissions.ts';

/** Where the code of a function comes from: bundles when deploying, a line of text in tests. */
export type CodeOf = (name: FunctionName) => Code;

const root = fileURLToPath(new URL('..', import.meta.url));

/** The API serves its reference page itself: two files beside its bundle. */
const copyReferencePage = async (folder: string): Promise<void> => {
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  for (const file of ['swagger-ui-bundle.js', 'swagger-ui.css'])
    await copyFile(join(swagger, file), join(folder, file));
};

/** The styles and the sign of the pages lie beside the bundle, too. */
const copyPageFiles = async (folder: string): Promise<void> => {
  for (const file of await readdir(join(root, 'web')))
    if (/\.(css|svg)$/.test(file)) await copyFile(join(root, 'web', file), join(folder, file));
};

const cedar = '@cedar-policy/cedar-wasm';

/**
 * The API decides by policies: their files lie beside its bundle, and so does Cedar, as the package that it
 * is, because it finds its WebAssembly by the place of its own file.
 */
const copyPolicies = async (folder: string): Promise<void> => {
  await cp(join(root, 'policies'), join(folder, 'policies'), { recursive: true });
  const cedarPackage = dirname(dirname(createRequire(import.meta.url).resolve(`${cedar}/nodejs`)));
  for (const part of ['package.json', 'nodejs'])
    await cp(join(cedarPackage, part), join(folder, 'node_modules', cedar, part), {
      recursive: true,
    });
};

/**
 * Bundles every function, SDK and all, by one run of esbuild with a plugin; NodejsFunction would
 * start esbuild once per function, and takes no plugin.
 */
export const bundle = async (outdir: string): Promise<CodeOf> => {
  await build({
    absWorkingDir: root,
    entryPoints: functionNames.map((name) => ({
      in: `functions/${fileOf(name)}.ts`,
      out: `${fileOf(name)}/index`,
    })),
    outdir,
    bundle: true,
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    external: [`${cedar}/nodejs`],
    plugins: [builtinsOnDemand],
  });
  await copyReferencePage(join(outdir, fileOf('Api')));
  await copyPageFiles(join(outdir, fileOf('Api')));
  for (const name of functionNames)
    if (permissions[name].decides) await copyPolicies(join(outdir, fileOf(name)));
  return (name) => Code.fromAsset(join(outdir, fileOf(name)));
};
