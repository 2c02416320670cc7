import type { Item, WireError } from 'dynalite/db/index.js';
import type { Reply } from '../aws-json/answer.ts';

/** Why one action of a transaction stopped it, as AWS lists it: one entry per action, in order. */
export interface CancellationReason {
  readonly Code: 'None' | 'ConditionalCheckFailed' | 'ValidationError';
  readonly Message?: string;
  readonly Item?: Item;
}

const dynamodb = 'com.amazonaws.dynamodb.v20120810#';
const service = 'com.amazon.coral.service#';

/** A refusal in DynamoDB's own words: the status and the body of its answer. */
class Refused extends Error {
  readonly status: number;
  readonly body: object;

  constructor(status: number, type: string, message: string, more: object = {}) {
    super(message);
    this.name = 'Refused';
    this.status = status;
    this.body = { __type: type, message, ...more };
  }
}

export const invalid = (message: string) =>
  new Refused(400, 'com.amazon.coral.validate#ValidationException', message);

export const unreadable = (message: string) =>
  new Refused(400, `${service}SerializationException`, message);

export const unknownOperation = (message: string) =>
  new Refused(400, `${service}UnknownOperationException`, message);

export const unauthenticated = () =>
  new Refused(
    400,
    `${service}MissingAuthenticationTokenException`,
    'Request is missing Authentication Token',
  );

export const tooLarge = () =>
  new Refused(413, `${service}RequestEntityTooLargeException`, 'The request is larger than 16 MB');

export const closing = () =>
  new Refused(503, `${service}ServiceUnavailableException`, 'The table is closing');

export const conditionFailed = (item: Item | undefined) =>
  new Refused(
    400,
    `${dynamodb}ConditionalCheckFailedException`,
    'The conditional request failed',
    item && { Item: item },
  );

export const tokenMismatch = () =>
  new Refused(
    400,
    `${dynamodb}IdempotentParameterMismatchException`,
    'The client request token was used before with other parameters',
  );

export const cancelled = (reasons: readonly CancellationReason[]) => {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return new Refused(400, `${dynamodb}TransactionCanceledException`, message, {
    Message: message,
    CancellationReasons: reasons,
  });
};

const isWireError = (error: unknown): error is WireError =>
  error instanceof Error && 'statusCode' in error && 'body' in error;

/** The reply to any error: ours, dynalite's, and a plain 500 that tells nothing for the rest. */
export const replyTo = (error: unknown): Reply => {
  if (error instanceof Refused) return { status: error.status, body: error.body };
  if (isWireError(error)) return { status: error.statusCode, body: error.body };
  const body = { __type: `${dynamodb}InternalServerError`, message: 'Internal server error' };
  return { status: 500, body };
};
