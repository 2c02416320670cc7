import type { Finding, FindingStatus } from '../dossier/findings.ts';
import type { Instrument } from '../instrument.ts';
import type { Ledger } from '../ledger.ts';
import type { Telling } from '../reminders/telling.ts';
import type { Basis, Head, Opening, ReviewState } from '../review.ts';
import type { Situation } from '../situation.ts';
import type { Verdict } from '../verdict.ts';

/** Who did something, as far as the reader is told. */
interface ShownBy {
  readonly role: string;
  readonly person?: string | undefined;
  readonly for?: string | undefined;
}

/** A verdict with those stage scores and limits that the reader may know. */
interface ShownVerdict extends Omit<Verdict, 'scores' | 'limits'> {
  readonly scores: { readonly [V in keyof Verdict['scores']]?: number | undefined };
  readonly limits?: readonly { readonly kind: string }[] | undefined;
}

/** The head of a review as the reader may see it. */
export interface ShownReview extends Opening {
  readonly id: string;
  readonly version: number;
  readonly state: ReviewState;
  readonly stage: Head['stage'];
  readonly round: number;
  readonly situation: Situation;
  readonly openedAt: string;
  readonly dueAt?: string | undefined;
  /** The day of `dueAt` in the review’s own calendar. */
  readonly dueOn?: string | undefined;
  readonly holder: string | null;
  readonly suspended?: string | undefined;
  readonly decision?: string | undefined;
  readonly released?: Head['released'];
  readonly basis?: Basis | undefined;
  readonly verdict?: ShownVerdict | undefined;
}

/** An event as the reader may see it; its facts are the text of a JSON object in canonical form. */
export interface ShownEvent {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly by?: ShownBy | undefined;
  readonly stage?: string | undefined;
  readonly round?: number | undefined;
  readonly facts: string;
  readonly prev: string;
  readonly hash: string;
}

/** A finding as the reader may see it. */
export interface ShownFinding extends Omit<Finding, 'by' | 'updates'> {
  readonly by?: ShownBy | undefined;
  readonly status: FindingStatus;
  readonly overdue: boolean;
  readonly updates: readonly {
    readonly at: string;
    readonly note?: string | undefined;
    readonly evidence?: readonly string[] | undefined;
    readonly review?: string | undefined;
  }[];
}

/** A row of the ledger of reminders as the reader may see it. */
export interface ShownTelling
  extends Pick<
    Telling,
    | 'step'
    | 'round'
    | 'plan'
    | 'rung'
    | 'kind'
    | 'as'
    | 'for'
    | 'status'
    | 'owedAt'
    | 'notBefore'
    | 'sentAt'
    | 'delivery'
    | 'deliveryAt'
    | 'reason'
    | 'message'
  > {
  readonly person: string;
  readonly role?: string | undefined;
}

/** Of a dossier, what is counted. */
interface ShownDossier {
  readonly caveats: readonly {
    readonly kind: string;
    readonly undeclared: boolean;
    readonly standing: string;
  }[];
  readonly certificates: readonly { readonly kind: string }[];
  readonly vetting: readonly { readonly result: string }[];
  readonly findings: readonly ShownFinding[];
}

/** One review as one reader may see it: what every data set is made of. */
export interface Source {
  readonly review: ShownReview;
  readonly instrument: Instrument;
  /** Of the voices that the reader may read. */
  readonly ledger: Ledger;
  readonly events: readonly ShownEvent[];
  readonly dossier: ShownDossier;
  /** In the order in which they were owed; none where they were not asked for. */
  readonly reminders: readonly ShownTelling[];
  /** The instant of reading, which says what is overdue. */
  readonly now: string;
}
