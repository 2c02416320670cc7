import type { Reply } from './answer.ts';

/** What one service does in its own way when it speaks the JSON protocol of AWS. */
export interface Dialect {
  /** The largest request it takes, in bytes. */
  readonly maxRequestBytes: number;
  tooLarge(): Error;
  unreadable(message: string): Error;
  unknownOperation(message: string): Error;
  /** Refuses a request over HTTP without a signature; when absent, none is needed. */
  unauthenticated?(): Error;
  /** Any error in the words of the service. */
  replyTo(error: unknown): Reply;
  /** The headers it sends besides those of all services. */
  headersFor?(text: string): Readonly<Record<string, string | number>>;
}
