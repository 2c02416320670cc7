import * as z from 'zod';
import { DialogueEvent } from '../dialogue/events.ts';
import { Event } from '../events.ts';
import { Signature } from '../facts/stage-facts.ts';
import { evolve } from '../fold.ts';
import type { Head } from '../review.ts';
import { stageCloseMessage } from '../stage-close.ts';
import { Instant } from '../text.ts';
import type { Misfit } from './misfit.ts';
import type { ExportedWhole } from './record-export.ts';
import { hashIn, nameOf, referencesIn } from './references.ts';
import type { SignatureCheck, Tools } from './tools.ts';

/** What every event of every chain has. */
const Frame = z.looseObject({
  seq: z.int(),
  type: z.string(),
  at: Instant,
  prev: z.string(),
  hash: z.string(),
});
type Frame = z.output<typeof Frame>;

/** What a chain is checked with. */
export interface Given {
  readonly tools: Tools;
  readonly check?: SignatureCheck | undefined;
  /** A stage that was closed after this instant has to be signed. */
  readonly signedSince?: string | undefined;
}

interface Place {
  readonly chain: ExportedWhole;
  readonly index: number;
  readonly event: Frame;
  readonly before: Frame | undefined;
}

/** The type of an event of which only its place in the chain was exported. */
export const withheld = 'withheld';

/** How far two clocks that write one record may differ, in milliseconds. */
const clockSkew = 1000;

const hashOf = ({ chain, event }: Place, { tools }: Given): string | undefined => {
  const { hash: _, ...unhashed } = event;
  try {
    return tools.eventHash(chain.kind, chain.id, unhashed);
  } catch {
    return undefined;
  }
};

/** Why an event does not stand where it is; undefined when it does. */
const misplaced = (place: Place, given: Given): string | undefined => {
  const { index, event, before } = place;
  if (event.seq !== index + 1)
    return `event ${index + 1} is not here: the one in its place says it is event ${event.seq}`;
  if (event.prev !== (before?.hash ?? '')) return 'does not follow the event before it';
  // What its reader may not even know of has left its hash alone; links, roots and receipts hold that.
  if (event.type !== withheld && event.hash !== hashOf(place, given))
    return 'is not what its hash says';
  if (before && Date.parse(event.at) < Date.parse(before.at) - clockSkew)
    return 'lies before the event before it in time';
  return undefined;
};

const signatureOf = ({ type, facts }: Frame): Signature | 'none' | undefined => {
  if (type !== 'stage-scored' && type !== 'review-closed') return undefined;
  const signed = z.object({ signature: Signature }).safeParse(facts);
  return signed.success ? signed.data.signature : 'none';
};

/** Why the signature of a stage close is not one that the keys accept. */
export const unsigned = (
  { chain, event }: { chain: { readonly id: string }; event: Frame },
  { check, signedSince }: Given,
): string | undefined => {
  const signature = signatureOf(event);
  if (!check || !signature) return undefined;
  if (signature === 'none')
    return signedSince !== undefined && event.at > signedSince
      ? 'closes a stage without a signature, though others were signed by then'
      : undefined;
  const said = check(stageCloseMessage(chain.id, event.seq, event.prev), signature);
  if (said === 'unknown key')
    return `is signed by ${signature.key}, which is none of the keys given`;
  return said === 'wrong' ? 'is not signed by the key that it names' : undefined;
};

/** Why what an event refers to is not there, or is not what it was. */
const unresolved = ({ chain, event }: Place, { tools }: Given): string | undefined => {
  for (const reference of referencesIn(event)) {
    const name = nameOf(reference);
    if (!Object.hasOwn(chain.answers, name)) return `refers to answers that are not here: ${name}`;
    try {
      if (tools.answersHash(chain.answers[name]) === hashIn(reference)) continue;
    } catch {
      // Answers without a canonical form are not those that were hashed.
    }
    return `refers to answers that are not what they were: ${name}`;
  }
  return undefined;
};

/** The head after a review's event; a sentence where the event makes no sense there. */
const folded = (head: Head | undefined, { chain, event }: Place): Head | string => {
  if (head && event.type === withheld) return { ...head, version: event.seq, chain: event.hash };
  const parsed = Event.safeParse(event);
  if (!parsed.success) return 'is not an event that this release knows';
  try {
    const next = evolve(head, parsed.data);
    return next.id === chain.id ? next : `opens another review, ${next.id}`;
  } catch (error) {
    return `cannot follow: ${error instanceof Error ? error.message : error}`;
  }
};

/** Why a chain cannot be told as a story: events that no release wrote, or that cannot follow. */
const storyteller = () => {
  let head: Head | undefined;
  return {
    untold: (place: Place): string | undefined => {
      if (place.chain.kind === 'dialogue')
        return DialogueEvent.safeParse(place.event).success
          ? undefined
          : 'is not an event that this release knows';
      const next = folded(head, place);
      if (typeof next === 'string') return next;
      head = next;
      return undefined;
    },
    head: (): Head | undefined => head,
  };
};

/** Answers in the export that no event refers to. */
const orphans = ({ events, answers }: ExportedWhole): string[] => {
  const referred = new Set(events.flatMap(referencesIn).map(nameOf));
  return Object.keys(answers).filter((name) => !referred.has(name));
};

/** Why what lies beside the events of a whole chain does not belong to them. */
const misshown = (
  chain: ExportedWhole,
  head: Head | undefined,
  { tools }: Given,
): string | undefined => {
  const [orphan] = orphans(chain);
  if (orphan) return `has answers that no event refers to: ${orphan}`;
  if (head && tools.canonical(chain.head ?? null) !== tools.canonical(head))
    return 'is shown to people otherwise than its events tell: its head is not what they fold to';
  return undefined;
};

/** The first event of a chain that does not fit what is in the export itself, with the keys if they are given. */
export const firstMisfit = (chain: ExportedWhole, given: Given): Misfit | undefined => {
  const name = `${chain.kind} ${chain.id}`;
  const story = storyteller();
  let before: Frame | undefined;
  for (const [index, raw] of chain.events.entries()) {
    const parsed = Frame.safeParse(raw);
    if (!parsed.success) return { chain: name, seq: index + 1, why: 'cannot be read' };
    const place = { chain, index, event: parsed.data, before };
    const why =
      misplaced(place, given) ??
      story.untold(place) ??
      unsigned(place, given) ??
      unresolved(place, given);
    if (why) return { chain: name, seq: index + 1, why };
    before = parsed.data;
  }
  if (!before) return { chain: name, seq: 1, why: 'has no event' };
  const why = misshown(chain, story.head(), given);
  return why ? { chain: name, why } : undefined;
};
