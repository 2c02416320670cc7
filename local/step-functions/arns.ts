import { Fault } from './fault.ts';

export const region = 'us-east-1';
const prefix = `arn:aws:states:${region}:000000000000`;

export const machineArn = (machine: string): string => `${prefix}:stateMachine:${machine}`;

export const executionArn = (machine: string, name: string): string =>
  `${prefix}:execution:${machine}:${name}`;

/** Refuses what is not the ARN of such a resource, in any region or account. */
export const checkArn = (kind: 'stateMachine' | 'execution', arn: string): void => {
  const parts = arn.split(':');
  const names = parts.slice(6);
  const isWhole = names.length === (kind === 'execution' ? 2 : 1) && names.every(Boolean);
  const isOfKind = arn.startsWith('arn:aws:states:') && parts[5] === kind;
  if (!isWhole || !isOfKind) throw new Fault('InvalidArn', `Invalid Arn: '${arn}'`);
};

// Source: the StartExecution reference, parameter `name`.
const forbidden = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;

export const isName = (name: string): boolean =>
  name.length > 0 && name.length <= 80 && !forbidden.test(name);
