import { canonical, sha256 } from '../../adapters/hashing.ts';
import { keptAnswer } from '../../adapters/idempotency.ts';
import { answersKey } from '../../adapters/keys.ts';
import { getItem } from '../../adapters/table.ts';
import type { Answers } from '../../domain/answers.ts';
import { dossierOf } from '../../domain/dossier/dossier.ts';
import type { Event } from '../../domain/events.ts';
import type { Hand, Head } from '../../domain/review.ts';
import { becomes, identityOf, type Kind, type Receipt, type Sent } from './remembered.ts';

const storedAnswers = async (review: string, event: Event | undefined) => {
  if (event?.type !== 'stage-submitted') return undefined;
  const { stage, answers } = event.facts;
  const item = await getItem(answersKey(review, `${stage}#${answers}`));
  const whole =
    sha256(canonical(item?.answers ?? null)) === answers.slice(answers.indexOf('#') + 1);
  return whole ? (item?.answers as Answers) : undefined;
};

const holds = (stored: object | undefined, sent: object): boolean =>
  stored !== undefined &&
  Object.entries(sent).every(
    ([name, value]) => canonical(Reflect.get(stored, name) ?? null) === canonical(value),
  );

/** Whether an event says what the command said; answers lie elsewhere, "undeclared" is in the type. */
const saysWhatWasSent = ({ type, facts }: Event, { kind, body }: Sent): boolean => {
  const { answers: _, undeclared: __, ...said } = body;
  return type === becomes[kind] && holds(facts, said);
};

const entriesOf = {
  caveat: 'caveats',
  report: 'caveats',
  certify: 'certificates',
  comment: 'comments',
} as const satisfies Partial<Record<Kind, keyof ReturnType<typeof dossierOf>>>;

const entersDossier = (kind: Kind): kind is keyof typeof entriesOf =>
  Object.hasOwn(entriesOf, kind);

/** Whether what was added stands in the dossier once: by the id in its receipt, and by the key in its text. */
const isEnteredOnce = (events: readonly Event[], { sent, id }: Receipt): boolean => {
  if (!entersDossier(sent.kind)) return true;
  const entries: readonly { id: string }[] = dossierOf(events)[entriesOf[sent.kind]];
  const named = entries.filter((entry) => entry.id === id);
  const written = entries.filter((entry) => JSON.stringify(entry).includes(`(${sent.key})`));
  return named.length === 1 && written.length === 1 && named[0] === written[0];
};

/** What an acknowledgement promised and the record does not hold; undefined when all is there. */
export const lostOf = async (
  events: readonly Event[],
  receipt: Receipt,
): Promise<string | undefined> => {
  const { sent, seq, head } = receipt;
  const event = events[seq - 1];
  if (!event || (head && event.hash !== head)) return `event ${seq} is not as acknowledged`;
  if (!saysWhatWasSent(event, sent)) return `event ${seq} is not what was sent: ${sent.kind}`;
  if (event.by?.person !== sent.by.person) return `event ${seq} is not by ${sent.by.person}`;
  if (!isEnteredOnce(events, receipt)) return `${receipt.id} is not there exactly once`;
  const kept = await keptAnswer(sent.review, identityOf(sent));
  if (!kept || kept === 'reused') return `the answer to event ${seq} is not kept`;
  if (sent.kind !== 'submit') return undefined;
  const stored = await storedAnswers(sent.review, event);
  const given = sent.body.answers as Answers;
  return holds(stored, given) ? undefined : `the answers of event ${seq} are not whole`;
};

const handOf = ({ kind, by: { role } }: Sent): Hand | undefined => {
  if (kind === 'decide') return 'decided';
  if (kind === 'return') return 'evaluated';
  if (kind !== 'submit') return undefined;
  if (role === 'evaluator') return 'evaluated';
  return role === 'verifier' ? 'verified' : 'submitted';
};

/** Hands that the receipts tell of and the head does not: on them the separation of duties rests. */
export const missingHands = ({ hands }: Head, receipts: readonly Receipt[]): string[] =>
  receipts.flatMap(({ sent }) => {
    const hand = handOf(sent);
    if (!hand || hands[hand]?.includes(sent.by.person)) return [];
    return [`${sent.by.person} ${hand}, and the head does not know it`];
  });
