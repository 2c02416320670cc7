import { awsError } from './aws-error.ts';

/** What can go wrong with one call. `late`: the caller gives up, and the request arrives afterwards. */
const faults = [
  'throttle',
  'before',
  'lost',
  'twice',
  'late',
  'conflict',
  'refused',
  'crash-before',
  'crash-after',
] as const;
export type Fault = (typeof faults)[number] | 'none';

/** What may become of a call that is drawn: a fault, or it has to wait while others overtake it. */
export const mishaps = [...faults, 'stall', 'stall'] as const;

export type Service = 'table' | 'machine' | 'lambda' | 'mail';

const timedOut: Record<Service, string> = {
  table: 'TimeoutError',
  machine: 'TimeoutError',
  mail: 'TimeoutError',
  lambda: 'Lambda.ServiceException',
};

const cancelled = (code: string) =>
  awsError('TransactionCanceledException', {
    CancellationReasons: [{ Code: 'None' }, { Code: code }],
  });

const throttled = (service: Service, operation: string): Error => {
  if (service === 'lambda') return awsError('Lambda.TooManyRequestsException');
  if (operation === 'TransactWriteItems') return cancelled('ThrottlingError');
  return awsError(
    service === 'table' ? 'ProvisionedThroughputExceededException' : 'ThrottlingException',
  );
};

const conflicting = (service: Service, operation: string): Error => {
  if (operation === 'TransactWriteItems') return cancelled('TransactionConflict');
  return service === 'table' ? awsError('TransactionConflictException') : throttled(service, '');
};

/** The error that a caller sees for a fault that is not its death. */
export const errorOf = (fault: Fault, service: Service, operation: string): Error => {
  switch (fault) {
    case 'throttle':
      return throttled(service, operation);
    case 'conflict':
      return conflicting(service, operation);
    case 'refused':
      return awsError('AccessDeniedException', { injected: true });
    case 'crash-before':
    case 'crash-after':
      return awsError('Runtime.ExitError');
    case 'late':
      return awsError(service === 'lambda' ? 'States.Timeout' : timedOut[service]);
    default:
      return awsError(timedOut[service]);
  }
};
