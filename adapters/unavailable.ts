/** The platform is busy or unreachable; the same request may be sent again. State machines retry it by name. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

const temporary = new Set([
  'ThrottlingException',
  'ThrottlingError',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'InternalError',
  'InternalServerError',
  'InternalServerException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'SlowDown',
  'TransactionConflictException',
  'TransactionInProgressException',
  'ConditionalRequestConflict',
  'DependencyTimeoutException',
  'InternalError',
  'KMSInternalException',
  'SlowDown',
  'TimeoutError',
  'RequestTimeout',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
]);

/** The error as callers should see it: `Unavailable` when another try may succeed, else itself. */
export const classified = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (!temporary.has(error.name) && !temporary.has(code)) return error;
  return new Unavailable(`try again: ${error.name}`, { cause: error });
};
