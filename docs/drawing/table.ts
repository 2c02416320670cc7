import * as keys from '../../adapters/keys.ts';
import { tableDefinition } from '../../adapters/table-definition.ts';
import type { Head } from '../../domain/review.ts';
import { deletablePartitions } from '../../infra/permissions.ts';

const review = '{review}';
const at = '{at}';
const seq = 7;

/** Every kind of item: its key made by the very function that the adapters call, and what it is. */
const kinds: Readonly<Record<string, readonly [keys.Key, string]>> = {
  headKey: [keys.headKey(review), 'where the review stands; what its events fold to'],
  eventKey: [keys.eventKey(review, seq), 'one thing that happened; appended, chained by hash'],
  answersKey: [
    keys.answersKey(review, '{stage}#{round}#{hash}'),
    'the answers of a stage, by the hash of their canonical bytes',
  ],
  idempotencyKey: [
    keys.idempotencyKey(review, '{hash}'),
    'the answer that every copy of one request gets',
  ],
  sentKey: [
    keys.sentKey({
      review,
      step: '{step}',
      round: 1,
      plan: '{plan}',
      rung: '{rung}',
      recipient: '{person}',
    }),
    'the ledger: one person is told one thing once; owed, claimed, then sent',
  ],
  dialogueHeadKey: [
    keys.dialogueHeadKey('{mission}'),
    'how far the dialogue of a mission has come: version and chain',
  ],
  dialogueEventKey: [
    keys.dialogueEventKey('{mission}', seq),
    'what was said or settled about a mission; appended, chained by hash',
  ],
  runKey: [keys.runKey(review), 'which execution may act, and the token of the stage that waits'],
  outKey: [keys.outKey(review, { at, seq }), 'a command whose consequences are not settled yet'],
  dueKey: [
    keys.dueKey(review, at, seq),
    'a notice that people are owed from that instant on; with `R` instead, the next rungs of a review; with the id of an obligation, its next telling',
  ],
  slotKey: [
    keys.slotKey('{person}', '{day}', seq),
    "a mail of somebody's day: its number there, its id, and the row that leads it",
  ],
  sweepKey: [
    keys.sweepKey('open'),
    'how far the reconciler has come in its rounds of the open reviews',
  ],
  healingKey: [keys.healingKey(at, '{kind}', review), 'what was found broken and mended, and when'],
  exportJobKey: [
    keys.exportJobKey('{job}'),
    'an export in the background: whose, in which role, which files',
  ],
  exportFileKey: [
    keys.exportFileKey('{job}', '{file}'),
    'how far one of its files is, and where it lies once it is written',
  ],
  draftKey: [keys.draftKey(review, '{stage}', 1), 'a form that is not submitted yet'],
  uploadKey: [
    keys.uploadKey(review, '{evidence}'),
    'a file that is announced and not evidence yet',
  ],
  personKey: [
    keys.personKey('{person}'),
    'a person: role, scope, and the only place of name and address; overwritten by an erasure',
  ],
  adminsKey: [keys.adminsKey(), 'the ids of the admins, so that the last one stays'],
  delegationKey: [
    keys.delegationKey('{person}.{hash}'),
    'who lets this person act for them, from when to when',
  ],
  definitionKey: [
    keys.definitionKey('ladder', '{id}', 1),
    "a version of an operator's ladder, or calendar",
  ],
  summaryKey: [
    keys.summaryKey(review),
    'what the figures need of a review, as they last counted it; written by `FoldAggregates` only',
  ],
  bookKey: [
    keys.bookKey('{scope}', '{book}', '{day}'),
    'figures of a scope as they stood on a day; the latest is how they stand',
  ],
  foldKey: [keys.foldKey(), 'which day the figures are at, and how far they were counted'],
  publicKey: [
    keys.publicKey('{data set}', '{quarter}'),
    'the public figures of a closed quarter; written once',
  ],
  exportTokenKey: [
    keys.exportTokenKey('{hash}'),
    'who may take exports in whose place, until when, and of what',
  ],
  webhookKey: [keys.webhookKey('{webhook}'), 'where events are delivered to, and of what'],
  listeningKey: [keys.listeningKey(), 'since when there is a webhook'],
  webhookSecretKey: [
    keys.webhookSecretKey('{webhook}', 0),
    'what its deliveries are signed with; read by one function only',
  ],
  webhookPositionKey: [
    keys.webhookPositionKey('{webhook}'),
    'how far the record was looked through for it, and since when it fails',
  ],
  replayKey: [keys.replayKey('{webhook}', '{hash}'), 'what is to be delivered to it again'],
  deliveryKey: [
    keys.deliveryKey('{webhook}', at, '{event}'),
    'one event for one webhook: each attempt, and when the next one is',
  ],
  unitKey: [
    keys.unitKey('{contributor}', '{mission}', '{type}'),
    'what a contributor provides to a mission, as last imported',
  ],
};

const undrawn = Object.keys(keys).filter((name) => name.endsWith('Key') && !(name in kinds));
if (undrawn.length > 0)
  throw new Error(`docs/drawing/table.ts does not draw ${undrawn.join(', ')}`);

const unsharded = (key: string) => key.replace(/#\d$/, '#{shard}');

/** What IAM lets any role delete, as deployed. */
const deletable = (pk: string) =>
  deletablePartitions.some((partition) => pk.startsWith(partition.replace('*', '')));

export const itemsTable = (): string =>
  [
    '| pk | sk | What it is | May be deleted |',
    '|---|---|---|---|',
    ...Object.values(kinds).map(
      ([{ pk, sk }, what]) =>
        `| \`${unsharded(pk)}\` | \`${sk}\` | ${what} | ${deletable(pk) ? 'yes' : 'never'} |`,
    ),
  ].join('\n');

const exampleHead = {
  id: review,
  contributor: '{contributor}',
  mission: '{mission}',
  phase: 'open',
  state: '{state}' as Head['state'],
  openedAt: '{openedAt}',
  dueAt: '{dueAt}',
} as Head;

const finds: Readonly<Record<string, string>> = {
  gsi1: 'reviews of a contributor by opening; people by role and scope; delegations by who gave them; export tokens by owner; what a person is owed',
  gsi2: 'reviews of a mission by opening; all people by id; all delegations by when they begin',
  gsi3: 'open reviews by state and due date; those that rest (`RESTED#{shard}`) by when something last happened',
  gsi4: 'who is owed something, by the instant from which they may be told; what is to be delivered to a webhook; all events by time, while there is a webhook',
};

const code = (text: string): string => (text ? `\`${text}\`` : '–');

export const indexesTable = (): string => {
  const attributes = keys.indexAttributes(exampleHead, at);
  const rows = (tableDefinition('ora').GlobalSecondaryIndexes ?? []).map(
    ({ IndexName = '', Projection }) => {
      const pk = unsharded(attributes[`${IndexName}pk`] ?? '');
      const sk = attributes[`${IndexName}sk`] ?? '';
      return `| \`${IndexName}\` | ${code(pk)} | ${code(sk)} | ${finds[IndexName]} | ${Projection?.ProjectionType} |`;
    },
  );
  return [
    '| Index | Its pk, of a head | Its sk | Finds | Projection |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
};
