import batchGetItem from 'dynalite/actions/batchGetItem.js';
import createTable from 'dynalite/actions/createTable.js';
import describeTable from 'dynalite/actions/describeTable.js';
import getItem from 'dynalite/actions/getItem.js';
import listTables from 'dynalite/actions/listTables.js';
import query from 'dynalite/actions/query.js';
import scan from 'dynalite/actions/scan.js';
import type { Table } from 'dynalite/db/index.js';
import validateBatchGetItem from 'dynalite/validations/batchGetItem.js';
import validateCreateTable from 'dynalite/validations/createTable.js';
import validateDescribeTable from 'dynalite/validations/describeTable.js';
import validateGetItem from 'dynalite/validations/getItem.js';
import type { Validation } from 'dynalite/validations/index.js';
import validateListTables from 'dynalite/validations/listTables.js';
import validateQuery from 'dynalite/validations/query.js';
import validateScan from 'dynalite/validations/scan.js';
import type { TableStore } from './store.ts';
import { validated } from './validated.ts';

type Action = typeof getItem;

const own =
  (store: TableStore, action: Action, validation: Validation) =>
  async (body: unknown): Promise<object> => {
    const data = validated(validation, body, store);
    return new Promise((resolve, reject) => {
      action(store.dynalite, data, (error, answer) => (error ? reject(error) : resolve(answer)));
    });
  };

const creating = (store: TableStore) => {
  const create = own(store, createTable, validateCreateTable);
  return async (body: unknown) => {
    const answer = (await create(body)) as { TableDescription: Table };
    await store.activate(answer.TableDescription);
    return answer;
  };
};

/** The operations that are dynalite's own, by name: it may read items and create tables, no more. */
export const dynaliteOperations = (store: TableStore) => ({
  GetItem: own(store, getItem, validateGetItem),
  BatchGetItem: own(store, batchGetItem, validateBatchGetItem),
  Query: own(store, query, validateQuery),
  Scan: own(store, scan, validateScan),
  DescribeTable: own(store, describeTable, validateDescribeTable),
  ListTables: own(store, listTables, validateListTables),
  CreateTable: creating(store),
});
