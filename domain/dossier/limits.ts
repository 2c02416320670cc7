import type { Instrument } from '../instrument.ts';
import type { Limit } from '../verdict.ts';
import { type Caveat, standingOf } from './caveats.ts';
import { uncertifiedOn } from './certificates.ts';
import type { Dossier } from './dossier.ts';
import { vettedOf } from './vetting.ts';

type Caps = NonNullable<Instrument['caps']>;

const capped = (cap: Caps[keyof Caps]) => (cap ? { cap } : {});

/** What one restriction does to a verdict; nothing where it is declared and not refused, or over. */
const limitOfCaveat = (caveat: Caveat, caps: Caps): Limit[] => {
  const { id: ref, kind, undeclared } = caveat;
  const about = { ref, ...(undeclared && { undeclared }) };
  const standing = standingOf(caveat);
  if (standing === 'lifted' || standing === 'stated') return [];
  if (standing === 'do_not_deploy')
    return [
      {
        kind: 'caveat_not_accepted',
        ...about,
        ...capped(caps.caveatNotAccepted),
        detail: `A restriction (${kind}) was not accepted: the decision is not to deploy with it.`,
      },
    ];
  if (!undeclared)
    return standing === 'negotiate'
      ? [
          {
            kind: 'caveat_not_accepted',
            ref,
            detail: `A restriction (${kind}) is still negotiated.`,
          },
        ]
      : [];
  const detail = `The field met a restriction (${kind}) that was not declared`;
  return standing === 'accepted'
    ? [{ kind: 'undeclared_caveat', ...about, detail: `${detail}; it was accepted since.` }]
    : [
        {
          kind: 'undeclared_caveat',
          ...about,
          ...capped(caps.undeclaredCaveat),
          detail: `${detail}.`,
        },
      ];
};

const limitsOfCertificates = (
  instrument: Instrument,
  { certificates }: Dossier,
  caps: Caps,
  today: string,
): Limit[] =>
  uncertifiedOn(today, instrument, certificates).map(({ kind, status, certificate }) => ({
    kind: 'certificate_missing',
    ref: certificate ?? kind,
    ...capped(caps.certificateMissing),
    detail:
      status === 'expired'
        ? `The certificate of ${kind.replaceAll('_', ' ')} has expired.`
        : `The certificate of ${kind.replaceAll('_', ' ')} is missing for this rotation.`,
  }));

/** A vetting that nobody recorded is named and caps nothing: nothing says that it failed. */
const limitsOfVetting = (
  instrument: Instrument,
  { vetting }: Dossier,
  caps: Caps,
  arrived: boolean,
): Limit[] => {
  const vetted = vettedOf(instrument, vetting);
  if (!vetted || vetted.status === 'cleared') return [];
  if (vetted.status === 'missing')
    return arrived || vetted.when === 'before_deployment'
      ? [{ kind: 'vetting_not_cleared', detail: 'No vetting of the unit has been recorded.' }]
      : [];
  return [
    {
      kind: 'vetting_not_cleared',
      ...(vetted.vetting && { ref: vetted.vetting }),
      ...capped(caps.vettingNotCleared),
      detail: 'The unit was vetted, and not cleared.',
    },
  ];
};

/**
 * What limits a verdict beside the criteria on a day (`YYYY-MM-DD`), each with the instrument's own
 * cap; an instrument without caps only names it. `arrived`: the field has verified the unit.
 */
export const limitsOf = (
  instrument: Instrument,
  dossier: Dossier,
  today: string,
  arrived: boolean,
): Limit[] => {
  const { caps = {} } = instrument;
  return [
    ...dossier.caveats.flatMap((caveat) => limitOfCaveat(caveat, caps)),
    ...limitsOfCertificates(instrument, dossier, caps, today),
    ...limitsOfVetting(instrument, dossier, caps, arrived),
  ];
};

/** The last day on which a verdict given `today` holds; undefined where the instrument says nothing of it. */
export const validUntil = (
  { validityDays }: Pick<Instrument, 'validityDays'>,
  today: string,
): string | undefined =>
  validityDays === undefined
    ? undefined
    : new Date(Date.parse(today) + validityDays * 86_400_000).toISOString().slice(0, 10);
