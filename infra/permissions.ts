export type TableAction = 'GetItem' | 'Query' | 'PutItem' | 'ConditionCheckItem' | 'DeleteItem';

/** What one function may do, and nothing else. A transaction needs the permission of each of its parts. */
export interface Permissions {
  readonly table: readonly TableAction[];
  /** Starts the review machine and answers its waiting tasks. */
  readonly moves?: true;
  /** Sends mail. */
  readonly mails?: true;
  /** Signs the cursors of paged lists. */
  readonly pages?: true;
}

/** Every function of the system by its name in the workflows; `OpenStage` is functions/open-stage.ts. */
export const permissions = {
  Api: {
    table: ['GetItem', 'Query', 'PutItem', 'ConditionCheckItem', 'DeleteItem'],
    moves: true,
    pages: true,
  },
  Resume: { table: ['GetItem'] },
  OpenStage: { table: ['GetItem', 'Query', 'PutItem', 'ConditionCheckItem', 'DeleteItem'] },
  Notify: { table: ['GetItem', 'Query', 'PutItem', 'ConditionCheckItem', 'DeleteItem'], mails: true },
  AwaitStage: { table: ['GetItem', 'PutItem', 'ConditionCheckItem'] },
  ScoreStage: { table: ['GetItem', 'Query', 'PutItem', 'ConditionCheckItem', 'DeleteItem'] },
  CloseReview: { table: ['GetItem', 'Query', 'PutItem', 'ConditionCheckItem', 'DeleteItem'] },
  RecordFailure: { table: ['GetItem', 'PutItem', 'ConditionCheckItem'] },
  FindDue: { table: ['Query'] },
  SendReminder: {
    table: ['GetItem', 'Query', 'PutItem', 'ConditionCheckItem', 'DeleteItem'],
    mails: true,
  },
  Reconcile: { table: ['GetItem', 'Query', 'PutItem'], moves: true },
} as const satisfies Record<string, Permissions>;

export type FunctionName = keyof typeof permissions;

export const functionNames = Object.keys(permissions) as readonly FunctionName[];

/**
 * The partitions whose items may be deleted. IAM sees the partition key only, so whatever may be
 * deleted lives in partitions of its own; nothing under `REVIEW#` is ever deleted.
 */
export const deletablePartitions = ['RUN#*', 'OUT#*', 'DRAFT#*', 'DUE#*', 'FOLD#*'] as const;
