import type { FunctionName } from './permissions.ts';

/** One name in two cases: `OpenStage` is `open-stage`, the file under functions/. */
export const fileOf = (name: FunctionName): string =>
  name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
