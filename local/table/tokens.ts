import { createHash } from 'node:crypto';
import type { Operation } from 'dynalite/db/index.js';
import { tokenMismatch } from './refusals.ts';
import type { TableStore } from './store.ts';

interface Used {
  readonly parameters: string;
  readonly at: number;
}

const lifetime = 10 * 60_000;
const sweepEvery = 1_000;
const sweepAtMost = 5_000;

const tokenKey = (token: string) => `token~${token}`;
const ageKey = (at: number, token = '') => `tokenage~${String(at).padStart(16, '0')}~${token}`;

const sorted = (_: string, value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** A hash of the parameters of a transaction that does not depend on the order of their names. */
export const parametersOf = (items: unknown) =>
  createHash('sha256').update(JSON.stringify(items, sorted)).digest('base64');

/**
 * The client tokens of the last ten minutes, kept beside the items. They are written in the batch
 * of their transaction, so a token is there exactly when its transaction is.
 */
export const tokens = (store: TableStore, now: () => number) => {
  let swept = Number.NEGATIVE_INFINITY;

  const expired = async (): Promise<Operation[]> => {
    if (Math.abs(now() - swept) < sweepEvery) return [];
    swept = now();
    const range = { gte: 'tokenage~', lt: ageKey(now() - lifetime), limit: sweepAtMost };
    const rows = await store.dynalite.db.iterator(range).all();
    return rows.flatMap(([key, token]) => [
      { type: 'del', key },
      { type: 'del', key: tokenKey(String(token)) },
    ]);
  };

  const rowOf = async (token: string) => {
    const [row] = await store.dynalite.db.getMany([tokenKey(token)]);
    return row as Used | undefined;
  };

  return {
    /** Whether this transaction was done before; throws when the token stood for another one. */
    async used(token: string, parameters: string): Promise<boolean> {
      const row = await rowOf(token);
      if (!row || now() - row.at >= lifetime) return false;
      if (row.parameters !== parameters) throw tokenMismatch();
      return true;
    },
    /** The rows that remember the token, and the removal of those that are over. */
    async remember(token: string, parameters: string): Promise<Operation[]> {
      const at = now();
      const old = await rowOf(token);
      return [
        ...(await expired()),
        // A token used again after its time: its old age row would take the new one with it.
        ...(old ? [{ type: 'del' as const, key: ageKey(old.at, token) }] : []),
        { type: 'put', key: tokenKey(token), value: { parameters, at } satisfies Used },
        { type: 'put', key: ageKey(at, token), value: token },
      ];
    },
    /** Removes what expired while nobody ran. */
    async sweep() {
      await store.commit(await expired());
    },
  };
};
