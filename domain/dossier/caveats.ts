import type { By, Event, NewEvent } from '../events.ts';
import type { CaveatDecision, CaveatKind } from '../facts/dossier-facts.ts';
import { type FieldError, Refusal } from '../refusal.ts';
import { type Entry, entryOf } from './entry.ts';

/** What the director said of a restriction, and why. */
interface Decided {
  readonly decision: CaveatDecision;
  readonly reason: string;
  readonly at: string;
  readonly by?: By | undefined;
}

/** A national restriction on what a unit may be asked to do, or the State's word that there is none. */
export interface Caveat extends Entry {
  readonly kind: CaveatKind | 'none';
  readonly description?: string | undefined;
  readonly beforeMou?: boolean | undefined;
  /** Met by the field, and never declared by the State. */
  readonly undeclared: boolean;
  /** Oldest first: the last one holds. */
  readonly decisions: readonly Decided[];
  /** The later statement of the State that ended this one. */
  readonly liftedBy?: string | undefined;
}

type Standing = 'stated' | 'undecided' | CaveatDecision | 'lifted';

/** Where a caveat stands: `stated` is a "none" that holds, `lifted` is over. */
export const standingOf = ({
  kind,
  decisions,
  liftedBy,
}: Pick<Caveat, 'kind' | 'decisions' | 'liftedBy'>): Standing => {
  if (liftedBy) return 'lifted';
  return kind === 'none' ? 'stated' : (decisions.at(-1)?.decision ?? 'undecided');
};

/** Whether the unit may still not be asked something, whatever was decided about it. */
const stands = (caveat: Caveat): boolean => caveat.kind !== 'none' && !caveat.liftedBy;

type Of<T extends Event['type']> = Extract<Event, { type: T }>;

/** The statement that ends a caveat: one that lifts it, or a restriction that takes back a "none". */
const endOf = (id: string, kind: Caveat['kind'], later: readonly Of<'caveat-declared'>[]) =>
  later.find(
    ({ facts }) => facts.lifts?.includes(id) || (kind === 'none' && facts.kind !== 'none'),
  );

/** The caveats of a review in the order in which they came, with what became of each. */
export const caveatsOf = (events: readonly Event[]): Caveat[] => {
  const statements = events.filter((event) => event.type === 'caveat-declared');
  const decisions = events.filter((event) => event.type === 'caveat-decided');
  const caveats = events.filter(
    (event) => event.type === 'caveat-declared' || event.type === 'caveat-found',
  );
  return caveats.map((event) => {
    const entry = entryOf('caveat', event);
    const { kind } = event.facts;
    const later = statements.filter(({ seq }) => seq > event.seq);
    const end = endOf(entry.id, kind, later);
    return {
      ...entry,
      kind,
      description: event.facts.description,
      ...('beforeMou' in event.facts && { beforeMou: event.facts.beforeMou }),
      undeclared: event.type === 'caveat-found',
      decisions: decisions
        .filter(({ facts }) => facts.caveat === entry.id)
        .map(({ facts: { decision, reason }, at, by }) => ({ decision, reason, at, by })),
      ...(end && { liftedBy: entryOf('caveat', end).id }),
    };
  });
};

/** What the State says: a restriction, or that there is none; and which of its earlier ones this ends. */
export type Declaration = Extract<NewEvent, { type: 'caveat-declared' }>['facts'];

/** The restrictions that the State itself declared and that still stand. */
const ownStanding = (caveats: readonly Caveat[]): Caveat[] =>
  caveats.filter((caveat) => stands(caveat) && !caveat.undeclared);

const liftErrors = (own: readonly Caveat[], lifts: readonly string[]): FieldError[] =>
  lifts.flatMap((id, index) =>
    own.some((caveat) => caveat.id === id)
      ? []
      : [
          {
            pointer: `/lifts/${index}`,
            code: 'not_standing',
            detail: `${id} is no restriction that you declared and that still stands.`,
          },
        ],
  );

/** The State declares a restriction, or that there is none; "none" is refused beside one that stands. */
export const declareCaveat = (
  caveats: readonly Caveat[],
  declaration: Declaration,
  by: By,
): NewEvent => {
  const { kind, lifts = [] } = declaration;
  const own = ownStanding(caveats);
  const errors = liftErrors(own, lifts);
  const left = own.filter(({ id }) => !lifts.includes(id));
  if (kind === 'none' && left.length > 0) {
    const named = left.map((caveat) => `${caveat.id} (${caveat.kind})`).join(', ');
    const detail = `${named} still stands: name what is lifted in "lifts", or do not say "none".`;
    errors.push({ pointer: '/kind', code: 'restriction_stands', detail });
  }
  if (errors.length > 0)
    throw new Refusal('invalid_request', 'This contradicts what you declared before.', errors);
  return { type: 'caveat-declared', by, facts: declaration };
};

/** The director decides on a restriction; a later decision takes the place of an earlier one. */
export const decideCaveat = (
  caveats: readonly Caveat[],
  id: string,
  { decision, reason }: { decision: CaveatDecision; reason: string },
  by: By,
): NewEvent => {
  const caveat = caveats.find((one) => one.id === id);
  if (!caveat) throw new Refusal('not_found', `This review has no ${id}.`);
  if (!stands(caveat))
    throw new Refusal(
      'wrong_stage',
      caveat.liftedBy
        ? `The State has lifted ${id}: there is nothing left to decide.`
        : `${id} says that there is no restriction: there is nothing to decide.`,
    );
  return {
    type: 'caveat-decided',
    by,
    facts: { caveat: id, decision, reason, ...(caveat.undeclared && { undeclared: true }) },
  };
};
