/** Something that does not fit: in a chain, at its first event that does not; or among the roots. */
export interface Misfit {
  /** The kind and id of the chain, as in `review 0a1b…`; absent where a root itself is wrong. */
  readonly chain?: string;
  /** The first event that does not fit, or that is not there. */
  readonly seq?: number;
  /** The number of the root that says so, or is wrong. */
  readonly anchor?: number;
  /** What does not fit, in a sentence. */
  readonly why: string;
}

const placeOf = ({ seq = Number.POSITIVE_INFINITY }: Misfit): number => seq;

/** The misfit at the earliest event, the first of them where several are there; one of no event comes last. */
export const earliest = (misfits: readonly Misfit[]): Misfit | undefined =>
  misfits.reduce<Misfit | undefined>(
    (first, each) => (first && placeOf(first) <= placeOf(each) ? first : each),
    undefined,
  );
