import { type Head, shownState } from '../domain/review.ts';

/** The primary key of an item. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Partitions that many reviews share are spread over this many shards. */
const shardCount = 4;
export const shards = Array.from({ length: shardCount }, (_, shard) => shard);

/** The shard of a review: a stable spread over its id. */
const shardOf = (review: string): number =>
  [...review].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7) % shardCount;

/** The review whose partition this is. */
export const reviewOf = (partition: string): string => partition.slice('REVIEW#'.length);

const inReview = (review: string, sk: string): Key => ({ pk: `REVIEW#${review}`, sk });

const seqText = (seq: number): string => String(seq).padStart(5, '0');

/** The sort key of an event: zero-padded, so that a query gives the events in their order. */
export const eventSort = (seq: number): string => `EVENT#${seqText(seq)}`;

export const headKey = (review: string): Key => inReview(review, 'HEAD');
export const eventKey = (review: string, seq: number): Key => inReview(review, eventSort(seq));
export const answersKey = (review: string, name: string): Key =>
  inReview(review, `ANSWERS#${name}`);
export const idempotencyKey = (review: string, hash: string): Key =>
  inReview(review, `IDEM#${hash}`);

/** What tells one row of the ledger from every other. */
export interface TellingPlace {
  readonly review: string;
  readonly step: string;
  readonly round: number;
  readonly plan: string;
  readonly rung: string;
  readonly recipient: string;
}

/** How the keys of all rows of a review begin. */
export const sentPrefix = 'SENT#';
/** How the keys of all rows begin that one notice, or one plan of rungs, put into the ledger. */
export const planPrefix = ({
  review,
  step,
  round,
  plan,
}: Omit<TellingPlace, 'rung' | 'recipient'>): Key =>
  inReview(review, `${sentPrefix}${step}#${round}#${plan}#`);
export const sentKey = ({ rung, recipient, ...place }: TellingPlace): Key =>
  inReview(place.review, `${planPrefix(place).sk}${rung}#${recipient}`);

const inDialogue = (mission: string, sk: string): Key => ({ pk: `MISSION#${mission}`, sk });

export const dialogueHeadKey = (mission: string): Key => inDialogue(mission, 'HEAD');
export const dialogueEventKey = (mission: string, seq: number): Key =>
  inDialogue(mission, eventSort(seq));

// What may be deleted lives in partitions of its own: IAM sees the partition key only.
export const runKey = (review: string): Key => ({ pk: `RUN#${review}`, sk: 'RUN' });
/** The review whose run stands in this partition. */
export const reviewOfRun = (partition: string): string => partition.slice('RUN#'.length);
export const draftKey = (review: string, stage: string, round: number): Key => ({
  pk: `DRAFT#${review}`,
  sk: `${stage}#${round}`,
});
export const uploadKey = (review: string, evidence: string): Key => ({
  pk: `UPLOAD#${review}`,
  sk: evidence,
});
export const outKey = (review: string, { at, seq }: Head['out'][number]): Key => ({
  pk: `OUT#${shardOf(review)}`,
  sk: `${at}#${review}#${seqText(seq)}`,
});
export const dueKeyOf = (review: string, sk: string): Key => ({ pk: `DUE#${shardOf(review)}`, sk });
/** A notice by the sequence of its event; `R` for the rungs, the id of an obligation for its telling, that come due at this instant. */
export const dueKey = (review: string, at: string, what: number | string): Key =>
  dueKeyOf(review, `${at}#${review}#${typeof what === 'number' ? seqText(what) : what}`);
/** Whether the sort key is that of an event's notice or of rungs: what leads on to the reminders of a step. */
export const isOfStep = (sk: string): boolean => /#(R|\d+)$/.test(sk);

/** How far a sweep has come: over the open reviews, or over those that end or have ended. */
export const sweepKey = (over: 'open' | 'rested'): Key => ({ pk: 'SWEEP', sk: over });

/** What the reconciler mended, by instant. */
export const healingsPartition = 'HEALINGS';
export const healingKey = (at: string, kind: string, review: string): Key => ({
  pk: healingsPartition,
  sk: `${at}#${review}#${kind}`,
});

export const personKey = (person: string): Key => ({ pk: `PERSON#${person}`, sk: 'PERSON' });
/** Where an index lists everybody. */
export const peoplePartition = 'PEOPLE';
/** Where an index lists those whom no mail reaches. */
export const undeliverablePartition = 'UNDELIVERABLE';
export const adminsKey = (): Key => ({ pk: 'ADMINS', sk: 'ADMINS' });

/** Where an index lists every delegation. */
export const delegationsPartition = 'DELEGATIONS';
/** The id of a delegation begins with its delegate, so that it is found without an index. */
export const delegationKey = (id: string): Key => ({
  pk: `DELEGATION#${id.slice(0, id.indexOf('.'))}`,
  sk: id,
});

/** Where the ladders and the calendars of an operator are, each version for itself. */
export const definitionsPartition = 'DEFINITIONS';
export const definitionKey = (kind: 'ladder' | 'calendar', id: string, version: number): Key => ({
  pk: definitionsPartition,
  sk: `${kind}#${id}@${seqText(version)}`,
});

/** By the SHA-256 of the token, which is kept nowhere. */
export const exportTokenKey = (id: string): Key => ({ pk: `EXPORT-TOKEN#${id}`, sk: id });

/** What is known of an export that runs in the background, and of each of its files. */
export const exportJobKey = (job: string): Key => ({ pk: `EXPORT#${job}`, sk: 'JOB' });
export const exportFileKey = (job: string, file: string): Key => ({
  pk: `EXPORT#${job}`,
  sk: `FILE#${file}`,
});

/** Where the webhooks are. */
export const webhooksPartition = 'WEBHOOKS';
export const webhookKey = (id: string): Key => ({ pk: webhooksPartition, sk: id });
/** Since when somebody listens: there is a webhook that is not revoked. */
export const listeningKey = (): Key => ({ pk: 'LISTENING', sk: 'LISTENING' });
/** In a partition of its own, which only the function that signs with it may read; two slots, in turn. */
export const webhookSecretKey = (id: string, rotation: number): Key => ({
  pk: `WEBHOOK-SECRET#${id}`,
  sk: `SECRET#${rotation % 2}`,
});

const ofWebhook = (id: string, sk: string): Key => ({ pk: `WEBHOOK#${id}`, sk });

/** How far the record was looked through for a webhook. */
export const webhookPositionKey = (id: string): Key => ofWebhook(id, 'POSITION');
export const replayPrefix = 'REPLAY#';
/** What is to be delivered again. */
export const replayKey = (id: string, replay: string): Key =>
  ofWebhook(id, `${replayPrefix}${replay}`);
/** How the keys of all deliveries of a webhook begin. */
export const deliveryPrefix = 'DELIVERY#';
export const deliveryKey = (id: string, at: string, event: string): Key =>
  ofWebhook(id, `${deliveryPrefix}${at}#${event}`);

export const deliverablePartition = (id: string): string => `DELIVER#${id}`;
/** The index attributes of a delivery that is owed, by when it is tried next. */
export const deliverableAttributes = (id: string, nextAt: string): Record<string, string> => ({
  gsi4pk: deliverablePartition(id),
  gsi4sk: nextAt,
});

export const announcedPartition = (shard: number): string => `EVENTS#${shard}`;
/** The index attributes of an event while somebody listens: all that a webhook chooses by, none of which changes. */
export const announcedAttributes = (
  { id, contributor, mission }: Head,
  { at, type }: { readonly at: string; readonly type: string },
): Record<string, string> => ({
  gsi4pk: announcedPartition(shardOf(id)),
  gsi4sk: `${at}#${contributor}#${mission}#${type}`,
});

export const unitsPartition = 'UNITS';
export const unitKey = (contributor: string, mission: string, unitType: string): Key => ({
  pk: unitsPartition,
  sk: `${contributor}#${mission}#${unitType}`,
});

/** Raised when figures are counted otherwise: they are then counted anew beside the old ones. */
const edition = 1;

/** What the figures need of a review, as they last counted it. */
export const summaryKey = (review: string): Key => ({
  pk: `SUMMARY#${edition}#${shardOf(review)}`,
  sk: review,
});
/** A book of figures of a scope as it stood on a day; the latest is how it stands. */
export const bookKey = (scope: string, book: string, day: string): Key => ({
  pk: `FIGURES#${edition}#${scope}`,
  sk: `${book}#${day}`,
});
/** Which day the figures are at, and how far they were counted. */
export const foldKey = (): Key => ({ pk: `FOLDED#${edition}`, sk: 'FOLDED' });

/** What was published of a quarter in a public data set. */
export const publicKey = (name: string, quarter: string): Key => ({
  pk: `PUBLIC#${name}`,
  sk: quarter,
});

/** Where an index lists the reviews that have come to rest, by when something last happened to them. */
export const restedPartition = (shard: number): string => `RESTED#${shard}`;

/** The mails of a person in the table, by day; in an index what they are owed, by when. */
export const mailPartition = (person: string): string => `MAIL#${person}`;
/** Where the mails of a day begin, whatever their number. */
export const slotPrefix = (day: string): string => `${day}#`;
export const slotKey = (person: string, day: string, number: number): Key => ({
  pk: mailPartition(person),
  sk: `${slotPrefix(day)}${seqText(number)}`,
});
export const owedPartition = (shard: number): string => `OWED#${shard}`;

/** The index attributes of a row that somebody is still owed: found by person, and by when it may go. */
export const owedAttributes = (person: string, notBefore: string): Record<string, string> => ({
  gsi1pk: mailPartition(person),
  gsi1sk: `owed#${notBefore}`,
  gsi4pk: owedPartition(shardOf(person)),
  gsi4sk: `${notBefore}#${person}`,
});

/**
 * The index attributes of a head: contributor, mission, and open reviews by state and due date; one that has come
 * to rest instead by when something last happened to it (`at`), because nothing else says that it changed.
 */
export const indexAttributes = (head: Head, at: string): Record<string, string> => {
  const opened = `${head.openedAt}#${head.id}`;
  const open = head.phase !== 'closing' && head.phase !== 'rest';
  return {
    gsi1pk: `CONTRIBUTOR#${head.contributor}`,
    gsi1sk: opened,
    gsi2pk: `MISSION#${head.mission}`,
    gsi2sk: opened,
    ...(open &&
      head.dueAt && {
        gsi3pk: `OPEN#${shownState(head)}#${shardOf(head.id)}`,
        gsi3sk: `${head.dueAt}#${head.id}`,
      }),
    ...(!open && { gsi3pk: restedPartition(shardOf(head.id)), gsi3sk: `${at}#${head.id}` }),
  };
};
