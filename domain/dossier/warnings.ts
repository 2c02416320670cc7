import type { Instrument } from '../instrument.ts';
import type { FieldError } from '../refusal.ts';
import type { Stage } from '../stages.ts';
import { uncertifiedOn } from './certificates.ts';
import type { Dossier } from './dossier.ts';
import { vettedOf } from './vetting.ts';

/** Where a warning speaks: the stage, its instrument, what stands beside the answers, and today in UTC. */
export interface Beside {
  readonly stage: Stage;
  readonly instrument: Instrument;
  readonly dossier: Dossier;
  readonly today: string;
}

const warning = (code: string, detail: string): FieldError => ({ pointer: '', code, detail });

/** The field is not told what a State declares before it is released. */
const unstatedCaveats = ({ stage, dossier: { caveats } }: Beside): FieldError[] =>
  stage === 'verification' || caveats.some(({ undeclared }) => !undeclared)
    ? []
    : [
        warning(
          'no_caveat_statement',
          'The State has not said whether there are national caveats: declare each, or say "none".',
        ),
      ];

const missingCertificates = ({ stage, instrument, dossier, today }: Beside): FieldError[] =>
  stage === 'verification'
    ? []
    : uncertifiedOn(today, instrument, dossier.certificates).map(({ kind, status, validUntil }) => {
        const what = `The certificate of ${kind.replaceAll('_', ' ')}`;
        return status === 'expired'
          ? warning(
              'certificate_expired',
              `${what} was valid until ${validUntil}: issue a new one.`,
            )
          : warning('certificate_missing', `${what} is missing for this rotation.`);
      });

const recordedAt: Record<'before_deployment' | 'on_arrival', Stage> = {
  before_deployment: 'evaluation',
  on_arrival: 'verification',
};

/** Said in the stage in which the vetting takes place. */
const missingVetting = ({ stage, instrument, dossier }: Beside): FieldError[] => {
  const vetted = vettedOf(instrument, dossier.vetting);
  if (vetted?.status !== 'missing' || recordedAt[vetted.when] !== stage) return [];
  const detail = 'The vetting of the unit has not been recorded: cleared or not cleared.';
  return [warning('vetting_missing', detail)];
};

const warnings = [unstatedCaveats, missingCertificates, missingVetting] as const;

/** What a reader of the submission would miss beside the answers. None of it blocks a submission. */
export const dossierWarnings = (beside: Beside): FieldError[] =>
  warnings.flatMap((warn) => warn(beside));
