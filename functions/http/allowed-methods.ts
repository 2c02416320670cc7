import type { Route } from './route.ts';

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);

/** The methods that an address is served with, as `Allow` lists them; empty for an address that is none. */
export const methodsAt = (routes: readonly Pick<Route, 'method' | 'path'>[]) => {
  const served = routes.map(({ method, path }) => ({ method, pattern: patternOf(path) }));
  return (path: string): string[] => {
    const methods = served
      .filter(({ pattern }) => pattern.test(path))
      .map(({ method }) => method.toUpperCase());
    // Whatever can be read can be asked for without its body.
    return [
      ...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : method))),
    ].sort();
  };
};
