export type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'ConditionCheckItem'
  | 'DeleteItem';

/** What one function may do, and nothing else. A transaction needs the permission of each of its parts. */
export interface Permissions {
  readonly table: readonly TableAction[];
  /** Longest run; 30 unless told, always shorter than the state machine waits for it. */
  readonly seconds?: number;
  /** Answers people: checks their tokens, signs their cursors, tells the public key. */
  readonly serves?: true;
  /** Starts the review machine and answers its waiting tasks. */
  readonly moves?: true;
  /** Has the events machine started, which tells webhooks. */
  readonly announces?: true;
  /** Sends to webhooks and to the event bus: the only one that may read what webhooks are signed with. */
  readonly delivers?: true;
  /** Asks whether an execution still waits. */
  readonly watches?: true;
  /** Sends mail. */
  readonly mails?: true;
  /** Signs what closes a stage, or an anchor. */
  readonly signs?: true;
  /** Reads the anchors, or also adds to them. */
  readonly anchors?: 'read' | 'append';
  /** Signs links to evidence, looks at what arrived and takes away what was refused. */
  readonly files?: true;
  /** Signs links to exports and starts the machine that writes them, or writes them. */
  readonly exports?: 'read' | 'write';
  /** Decides by the policies, which lie beside its bundle. */
  readonly decides?: true;
}

/** Every function of the system by its name in the workflows; `OpenStage` is functions/open-stage.ts. */
const named = {
  Api: {
    table: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'ConditionCheckItem', 'DeleteItem'],
    seconds: 29,
    serves: true,
    moves: true,
    announces: true,
    mails: true,
    anchors: 'read',
    files: true,
    exports: 'read',
    decides: true,
  },

  Resume: { table: ['GetItem'] },
  OpenStage: { table: ['GetItem', 'PutItem', 'DeleteItem'] },
  Notify: { table: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem'], mails: true },
  AwaitStage: { table: ['GetItem', 'PutItem'] },
  ScoreStage: { table: ['GetItem', 'PutItem'], signs: true },
  CloseReview: { table: ['GetItem', 'Query', 'PutItem', 'DeleteItem'], signs: true },
  RecordFailure: { table: ['GetItem', 'PutItem'] },

  FindDue: {
    table: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem'],
    seconds: 240,
  },
  SendReminder: {
    table: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'],
    seconds: 60,
    mails: true,
  },
  RecordDelivery: {
    table: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'],
    seconds: 60,
    mails: true,
  },
  ExpireStages: { table: ['GetItem', 'Query', 'PutItem'], seconds: 240, moves: true },
  FoldAggregates: {
    table: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'ConditionCheckItem'],
    seconds: 240,
  },
  DeliverEvents: {
    table: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'],
    seconds: 240,
    delivers: true,
  },
  AnchorHeads: {
    table: ['BatchGetItem', 'Query'],
    seconds: 240,
    signs: true,
    anchors: 'append',
  },
  WriteExport: {
    table: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'],
    seconds: 840,
    exports: 'write',
    decides: true,
  },
  Reconcile: {
    table: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'ConditionCheckItem'],
    seconds: 240,
    moves: true,
    watches: true,
  },
} as const satisfies Record<string, Permissions>;

export type FunctionName = keyof typeof named;

export const permissions: Readonly<Record<FunctionName, Permissions>> = named;

export const functionNames = Object.keys(permissions) as readonly FunctionName[];

/**
 * The partitions whose items may be deleted. IAM sees the partition key only, so whatever may be
 * deleted lives in partitions of its own; nothing under `REVIEW#` is ever deleted.
 */
export const deletablePartitions = [
  'RUN#*',
  'OUT#*',
  'DRAFT#*',
  'UPLOAD#*',
  'DUE#*',
  'FOLD#*',
] as const;

/** Where the secrets of webhooks lie: whoever sends nothing to one may write them and not read them. */
export const secretPartitions = ['WEBHOOK-SECRET#*'] as const;
