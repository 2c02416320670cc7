import type { ReviewRow } from './home-page.ts';

/** What one side answered to a criterion. */
export interface Voice {
  readonly value: string | number | boolean;
  readonly rating: string;
  readonly comment?: string | undefined;
  readonly by: string;
  readonly at: string;
  readonly disagreement?: string | undefined;
}

export const voiceNames = ['self', 'evaluation', 'verification'] as const;
type VoiceName = (typeof voiceNames)[number];

/** What was said of one criterion, as far as the reader may know it. */
export interface Line extends Partial<Readonly<Record<VoiceName, Voice>>> {
  readonly criterion: string;
  readonly gap?: number | undefined;
}

interface Means {
  readonly bySection: Readonly<Record<string, number>>;
  readonly overall?: number | undefined;
}

export interface Caveat {
  readonly kind: string;
  readonly description?: string | undefined;
  readonly undeclared: boolean;
  readonly standing: string;
  readonly decisions: readonly { readonly reason: string }[];
}

interface Comment {
  readonly criterion?: string | undefined;
  readonly text: string;
  readonly side: string;
  readonly at: string;
}

interface Ledger {
  readonly criteria: readonly Line[];
  readonly gaps: Means & Readonly<Record<string, Means | number | object | undefined>>;
  readonly dossier: {
    readonly caveats: readonly Caveat[];
    readonly comments: readonly Comment[];
  };
}

export interface Certification {
  readonly rotation?: string | undefined;
  readonly required: readonly {
    readonly kind: string;
    readonly required: boolean;
    readonly status: string;
    readonly validUntil?: string | undefined;
  }[];
  readonly vetting?: { readonly status: string } | undefined;
}

export interface Finding {
  readonly criterion: string;
  readonly action: string;
  readonly owner: string;
  readonly dueOn: string;
  readonly status: string;
  readonly overdue: boolean;
}

export interface Plan {
  readonly findings: readonly Finding[];
  readonly uncovered: readonly { readonly criterion: string }[];
  readonly successors: readonly { readonly kind: string; readonly review: string }[];
}

export interface RecordedEvent {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly hash: string;
  readonly by?: { readonly role: string } | undefined;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface Outlook {
  readonly step?: string | undefined;
  readonly since?: string | undefined;
  readonly next: readonly {
    readonly at: string;
    readonly message: string;
    readonly to: readonly string[];
    readonly unlessSeen?: true | undefined;
    readonly afterReminders?: number | undefined;
  }[];
  readonly unheeded?: { readonly after: string; readonly outcome: string } | undefined;
}

/** One step of a review: what it is, whether it is over, and when it was. */
export interface CourseStep {
  readonly name: string;
  readonly state: 'done' | 'now' | 'ahead';
  readonly at?: string | undefined;
}

export interface Verdict {
  readonly rating: string;
  readonly score: number;
  readonly scoreWithoutCap: number;
  readonly scores: Partial<Readonly<Record<VoiceName, number | undefined>>>;
  readonly limitedBy: readonly string[];
  readonly limits?: readonly Limit[] | undefined;
  readonly validUntil?: string | undefined;
}

export interface Limit {
  readonly kind: string;
  readonly cap?: string | undefined;
  /** In English. */
  readonly detail: string;
}

/** All that the page of one review, and its report, are made of: what this reader may see. */
export interface ReviewDetail {
  readonly review: Omit<ReviewRow, 'verdict'> & {
    readonly version: number;
    readonly unit: {
      readonly name: string;
      readonly type: string;
      readonly strength?: number | undefined;
    };
    readonly plannedDeployment: string;
    readonly arrival?: string | undefined;
    readonly openedAt: string;
    readonly suspended?: string | undefined;
    readonly decision?: string | undefined;
    readonly dueAt?: string | undefined;
    readonly basis?: { readonly kind: string; readonly review: string } | undefined;
    readonly verdict?: Verdict | undefined;
  };
  readonly names: {
    readonly contributor: string;
    readonly mission: string;
    readonly unitType: string;
  };
  readonly instrument: {
    readonly title: string;
    readonly version: number;
    readonly notice: string;
    readonly sections: readonly { readonly id: string; readonly title: string }[];
    readonly criteria: readonly {
      readonly id: string;
      readonly section: string;
      readonly text: string;
      readonly critical: boolean;
    }[];
  };
  /** When it is due, in words. */
  readonly due?: string | undefined;
  readonly outlook: Outlook;
  readonly course: readonly CourseStep[];
  readonly ledger?: Ledger | undefined;
  readonly certification?: Certification | undefined;
  readonly plan?: Plan | undefined;
  readonly events: readonly RecordedEvent[];
  /** Whether what the State declares is kept from this reader unless it is released. */
  readonly isOfField: boolean;
  /** Whether the self-assessment is theirs to print. */
  readonly printable: boolean;
  readonly now: string;
}
