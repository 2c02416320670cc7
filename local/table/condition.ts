import db, { type Item, type Table } from 'dynalite/db/index.js';

/** A request with a condition, as dynalite leaves it after validation: the expression parsed. */
export interface Conditional {
  readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE';
  readonly _condition?: { readonly nestedPaths?: object };
}

// Without a prototype: an attribute called `constructor` exists only where somebody wrote it.
const bare = (item: Item | undefined): Item => Object.assign(Object.create(null), item);

/** Whether the item, or its absence, meets the condition of the request. */
export const holds = (request: Conditional, item: Item | undefined) =>
  !db.checkConditional(request, bare(item));

/** What is wrong with the paths of the condition for this table, in AWS's words. */
export const wrongPaths = (request: Conditional, table: Table): string | undefined =>
  db.validateKeyPaths(request._condition?.nestedPaths, table)?.message;

/** The item that lost the condition, when the request wants to see it. */
export const loser = (request: Conditional, item: Item | undefined) =>
  request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? item : undefined;
