import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

const builtin = new RegExp(`^(node:)?(${builtinModules.join('|')})$`);

/**
 * Takes Node's own modules by a call instead of an `import`: an import reads every export of
 * `node:http` and so loads undici, ten times slower, in every cold start (nodejs/node#59686).
 */
export const builtinsOnDemand: Plugin = {
  name: 'builtins-on-demand',
  setup(build) {
    build.onResolve({ filter: builtin }, ({ path }) => ({
      path: path.replace('node:', ''),
      namespace: 'builtin',
    }));
    build.onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('node:${path}')`,
    }));
  },
};
