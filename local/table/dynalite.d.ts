// dynalite 4.0.0 ships no types: only the parts of it that local/table uses, as read in its source.

declare module 'dynalite/db/index.js' {
  /** An attribute value on the wire: one type letter, and binary as base64 text. */
  export interface Attribute {
    S?: string;
    N?: string;
    B?: string;
    BOOL?: boolean;
    NULL?: boolean;
    SS?: string[];
    NS?: string[];
    BS?: string[];
    L?: Attribute[];
    M?: Item;
  }

  export interface Item {
    [attribute: string]: Attribute;
  }

  export interface KeyPart {
    AttributeName: string;
    KeyType: 'HASH' | 'RANGE';
  }

  export interface Index {
    IndexName: string;
    KeySchema: KeyPart[];
    Projection: {
      ProjectionType: 'ALL' | 'INCLUDE' | 'KEYS_ONLY';
      NonKeyAttributes?: string[];
    };
    IndexStatus?: string;
  }

  export interface Table {
    TableName: string;
    TableStatus: string;
    KeySchema: KeyPart[];
    GlobalSecondaryIndexes?: Index[];
    LocalSecondaryIndexes?: Index[];
  }

  export type Operation =
    | { type: 'put'; key: string; value: unknown }
    | { type: 'del'; key: string };

  export interface Level {
    open(): Promise<void>;
    close(): Promise<void>;
    batch(operations: Operation[], options?: { sync: boolean }): Promise<void>;
    getMany(keys: string[]): Promise<unknown[]>;
    iterator(range: { gte: string; lt: string; limit?: number }): {
      all(): Promise<[string, unknown][]>;
    };
  }

  export interface Store {
    options: { maxItemSize: number };
    db: Level;
    getTable(name: string, done: (error: unknown, table: Table) => void): void;
  }

  /** An error that knows its status and its body on the wire. */
  export interface WireError extends Error {
    statusCode: number;
    body: { __type: string; message?: string };
  }

  interface Database {
    create(options: { path?: string; createTableMs: number }): Store;
    createKey(item: Item, table: Table, schema?: KeyPart[]): string;
    createIndexKey(item: Item, table: Table, schema: KeyPart[]): string;
    validateItem(item: Item, table: Table): WireError | null | undefined;
    validateKey(key: Item, table: Table): WireError | null | undefined;
    validateKeyPaths(paths: object | undefined, table: Table): WireError | null | undefined;
    checkConditional(condition: object, item: Item): WireError | null | undefined;
    itemSize(item: Item): number;
  }

  const database: Database;

  export { database as default };
}

declare module 'dynalite/validations/index.js' {
  import type { Store } from 'dynalite/db/index.js';

  /** One operation's request: its shape, and what the shape cannot say (a sentence when wrong). */
  export interface Validation {
    types: Record<string, unknown>;
    custom?: (data: object, store: Store) => string | undefined;
  }

  interface Validations {
    checkTypes(data: unknown, types: Validation['types']): object;
    checkValidations(
      data: object,
      types: Validation['types'],
      custom: Validation['custom'],
      store: Store,
    ): void;
  }

  const validations: Validations;

  export { validations as default };
}

declare module 'dynalite/validations/*' {
  import type { Validation } from 'dynalite/validations/index.js';

  const validation: Validation;

  export { validation as default };
}

declare module 'dynalite/actions/*' {
  import type { Store } from 'dynalite/db/index.js';

  const action: (
    store: Store,
    data: object,
    done: (error: unknown, answer: object) => void,
  ) => void;

  export { action as default };
}
