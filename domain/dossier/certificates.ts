import { latestDay } from '../calendar-day.ts';
import type { By, Event, NewEvent } from '../events.ts';
import type { Instrument } from '../instrument.ts';
import { type FieldError, Refusal } from '../refusal.ts';
import { type Entry, entryOf } from './entry.ts';

type Facts = Extract<NewEvent, { type: 'certificate-issued' }>['facts'];
type Kind = Facts['kind'];

/** What a State certified of a unit for one rotation: its own act, apart from the self-assessment. */
export interface Certificate extends Entry, Facts {}

export const certificatesOf = (events: readonly Event[]): Certificate[] =>
  events.flatMap((event) =>
    event.type === 'certificate-issued'
      ? [{ ...entryOf('certificate', event), ...event.facts }]
      : [],
  );

const sameRotation = (one: string, other: string): boolean =>
  one.trim().toLowerCase() === other.trim().toLowerCase();

/** One kind of certificate that an instrument speaks of, and how it stands on a day. */
export interface Certified {
  readonly kind: Kind;
  readonly required: boolean;
  readonly status: 'valid' | 'expired' | 'missing';
  /** The certificate that it rests on, if there is one of the present rotation. */
  readonly certificate?: string | undefined;
  readonly validUntil?: string | undefined;
}

/** The rotation that the unit is in: that of the latest certificate, because each rotation is certified anew. */
export const rotationOf = (certificates: readonly Certificate[]): string | undefined =>
  certificates.at(-1)?.rotation;

/** How each kind that the instrument names stands on a day: a new rotation or an expiry makes it due again. */
export const certifiedOn = (
  today: string,
  { certificates: asked = [] }: Pick<Instrument, 'certificates'>,
  certificates: readonly Certificate[],
): Certified[] => {
  const rotation = rotationOf(certificates) ?? '';
  return asked.map(({ kind, required }) => {
    const latest = certificates.findLast(
      (certificate) => certificate.kind === kind && sameRotation(certificate.rotation, rotation),
    );
    if (!latest) return { kind, required, status: 'missing' };
    const { id, validUntil } = latest;
    const status = validUntil !== undefined && validUntil < today ? 'expired' : 'valid';
    return { kind, required, status, certificate: id, ...(validUntil && { validUntil }) };
  });
};

/** What is required and does not hold on a day. */
export const uncertifiedOn = (...where: Parameters<typeof certifiedOn>): Certified[] =>
  certifiedOn(...where).filter(({ required, status }) => required && status !== 'valid');

/** The State certifies; days that cannot be are refused. `at` is now. */
export const issueCertificate = (facts: Facts, at: string, by: By): NewEvent => {
  const { signedOn, validUntil } = facts;
  const errors: FieldError[] = [];
  if (signedOn > latestDay(at))
    errors.push({
      pointer: '/signedOn',
      code: 'in_the_future',
      detail: 'A certificate is recorded when it is signed: this day is still to come.',
    });
  if (validUntil && validUntil < signedOn)
    errors.push({
      pointer: '/validUntil',
      code: 'before_signature',
      detail: 'A certificate cannot end before it was signed.',
    });
  if (errors.length > 0)
    throw new Refusal('invalid_request', 'The certificate cannot be taken like this.', errors);
  return { type: 'certificate-issued', by, facts };
};
