import type * as z from 'zod';
import type { ActingPerson } from '../../adapters/people.ts';
import type { Language } from '../../domain/language.ts';
import type { Action } from '../../domain/permissions.ts';

/** What a handler is given: everything parsed, and who asks. */
export interface Asked<P, Q, B> {
  /** With the role and the scope in which they act. */
  readonly person: ActingPerson;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
}

/** What a handler answers with. */
export interface Reply {
  readonly status?: number;
  readonly body: unknown;
  readonly etag?: string;
  readonly link?: string;
  readonly location?: string;
  /** Where the answer depends on the language asked for: the one it is in. */
  readonly language?: Language;
  /** A file in place of the body: its bytes, none where the caller has them, and what is told of it. */
  readonly file?: {
    readonly bytes: Uint8Array<ArrayBuffer> | null;
    readonly headers: Readonly<Record<string, string>>;
  };
}

/** Which headers a route wants of its callers, for the documentation. */
type Wanted = 'idempotency-key' | 'if-match';

/** One route: served and documented from the same definition. `action` is what authorization decides on. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  readonly summary: string;
  readonly action: Action | 'signed-in';
  readonly wants?: readonly Wanted[];
  /** Which headers it wants of an approval only: a preview changes nothing. */
  readonly toApprove?: readonly Wanted[];
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly status: number;
  readonly response: z.ZodType;
  /** It also answers with a CSV file, to `Accept: text/csv`. */
  readonly alsoCsv?: true;
  /** The media types of its files, where it answers with files beside JSON. */
  readonly files?: readonly string[];
  /** Whether an export token does in place of signing in. */
  readonly takesExportToken?: true;
  readonly handle: (asked: Asked<never, never, never>) => Promise<Reply>;
}

/** A route that takes no account of who asks: open to everybody. */
export type OpenRoute = Omit<Route, 'action'>;

type Read<S> = S extends z.ZodType ? z.output<S> : Record<string, never>;

/** Checks that a handler takes just what its schemas give. */
export const route = <
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  definition: Omit<Route, 'params' | 'query' | 'body' | 'handle'> & {
    readonly params?: P;
    readonly query?: Q;
    readonly body?: B;
    readonly handle: (asked: Asked<Read<P>, Read<Q>, Read<B>>) => Promise<Reply>;
  },
): Route => definition as unknown as Route;

/** The same for a route that is open to everybody. */
export const openRoute = <
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
>(
  definition: Omit<OpenRoute, 'params' | 'query' | 'body' | 'handle'> & {
    readonly params?: P;
    readonly query?: Q;
    readonly handle: (
      asked: Pick<Asked<Read<P>, Read<Q>, never>, 'params' | 'query' | 'headers'>,
    ) => Promise<Reply>;
  },
): OpenRoute => definition as unknown as OpenRoute;
