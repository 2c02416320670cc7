import { identify, type RequestIdentity } from '../../adapters/idempotency.ts';
import type { EventType } from '../../domain/events.ts';
import type { Head } from '../../domain/review.ts';
import type { Person, Sides } from './people.ts';
import type { Answered } from './wire.ts';

/** What each kind of command becomes in the record. */
export const becomes = {
  open: 'review-opened',
  submit: 'stage-submitted',
  return: 'stage-returned',
  decide: 'evaluation-decided',
  sign: 'verification-signed',
  withdraw: 'review-withdrawn',
  move: 'anchors-moved',
  assign: 'stage-assigned',
  caveat: 'caveat-declared',
  report: 'caveat-found',
  accept: 'caveat-decided',
  certify: 'certificate-issued',
  comment: 'comment-added',
} as const satisfies Record<string, EventType>;
export type Kind = keyof typeof becomes;

/** A command as it goes over the wire: sent again, it is the same request. */
export interface Sent {
  readonly kind: Kind;
  readonly review: string;
  readonly by: Person;
  readonly path: string;
  readonly body: Record<string, unknown>;
  readonly key: string;
  readonly ifMatch?: string;
  /** Whether nobody will hold the review after it. */
  readonly ends: boolean;
}

/** A command that was acknowledged: which event of the review it became. An opening is told no hash. */
export interface Receipt {
  readonly sent: Sent;
  readonly seq: number;
  readonly head: string | undefined;
  /** What was made: the review, or a record of its dossier. */
  readonly id: string | undefined;
}

/** One review as the clients know it. */
export interface Known extends Sides {
  readonly id: string;
  readonly version: 1 | 2;
  readonly receipts: Receipt[];
  /** One client at a time: what two of them do to one review is the subject of other tests. */
  busy: boolean;
  ended: boolean;
  /** Whether anything was sent to it since the last check. */
  touched: boolean;
  /** The head as the last check found it. */
  checked?: Head;
}

/** All that the clients were told, and what they asked without hearing the answer. */
export interface Remembered {
  readonly reviews: Map<string, Known>;
  readonly unanswered: Map<string, Sent>;
  /** Commands that were refused because the machine was faster: nothing may have been written. */
  refused: number;
  readonly unexpected: string[];
}

export const remembered = (): Remembered => ({
  reviews: new Map(),
  unanswered: new Map(),
  refused: 0,
  unexpected: [],
});

export const identityOf = ({ by, path, key, body }: Omit<Sent, 'review'>): RequestIdentity =>
  identify(by.person, 'POST', path, key, body);

/** The machine may move a review between reading and changing it, unless its open stage was answered. */
const mayBeRefused = (kind: Kind): boolean =>
  kind === 'withdraw' || kind === 'move' || kind === 'assign' || kind === 'accept';

/** Notes that a command is on its way. */
export const noteSent = ({ reviews, unanswered }: Remembered, sent: Sent): void => {
  unanswered.set(sent.key, sent);
  const known = reviews.get(sent.review);
  if (!known) return;
  known.busy = true;
  known.touched = true;
  known.ended ||= sent.ends;
};

/** Notes the answer to a command; 503 is none: it says to send the same again. */
export const noteAnswered = (memory: Remembered, sent: Sent, { status, body }: Answered): void => {
  const known = memory.reviews.get(sent.review);
  if (!known || status === 503) return;
  memory.unanswered.delete(sent.key);
  known.busy = false;
  if (status === 201) {
    const { id, head, seq = body.version } = body;
    known.receipts.push({ sent, seq, head, id });
    return;
  }
  known.ended &&= !sent.ends;
  if (mayBeRefused(sent.kind) && (status === 412 || status === 409)) memory.refused += 1;
  else memory.unexpected.push(`${sent.kind} ${sent.review}: ${status} ${JSON.stringify(body)}`);
};
