import type * as z from 'zod';
import { CertificateKind } from '../../domain/instrument.ts';
import { change, dayOf } from './change.ts';
import { inventedComment } from './invented-answers.ts';
import { holderOf } from './people.ts';
import type { PlannedReview } from './plan.ts';
import { instrumentFor, type PlayedReview, type Scene } from './played-review.ts';

/** One unit in nine declares a restriction; the others say that there is none. */
const caveatOf = (number: number) =>
  number % 9 === 4
    ? {
        kind: 'area',
        beforeMou: true,
        description: `${inventedComment} Not beyond the sector of the battalion.`,
      }
    : { kind: 'none' };

const vet = (scene: Scene, review: PlayedReview, on: string, key: string) => {
  const { vetting } = instrumentFor(review.plan);
  const body = { when: vetting?.when, result: 'cleared', on };
  return change(scene, review, holderOf('evaluation', review.plan), {
    path: 'vetting',
    key,
    body,
  });
};

/** Records the vetting of a unit that is vetted on arrival. */
export const vetOnArrival = async (
  scene: Scene,
  review: PlayedReview,
  on: string,
  key: string,
): Promise<void> => {
  if (instrumentFor(review.plan).vetting?.when === 'on_arrival') await vet(scene, review, on, key);
};

/** Two of the three kinds end some day: later than any review takes, and for some before the demonstration does. */
const validFor: Partial<Record<z.output<typeof CertificateKind>, number>> = {
  operational_preparation: 400,
  human_rights_screening: 365,
};

const untilOf = (kind: z.output<typeof CertificateKind>, now: number) => {
  const days = validFor[kind];
  return days === undefined ? {} : { validUntil: dayOf(now + days * 86_400_000) };
};

/** One in four of the units whose review stays open has a certificate still to come. */
const certifiedBy = ({ rest, number }: PlannedReview) =>
  rest && number % 4 === 0 ? CertificateKind.options.slice(0, -1) : CertificateKind.options;

/** What the State declares and certifies about a unit; police are vetted now, before they deploy. */
export const declare = async (scene: Scene, review: PlayedReview, key: string): Promise<void> => {
  const { plan } = review;
  const state = holderOf('self-assessment', plan);
  const today = dayOf(scene.clock.now());
  const body = caveatOf(plan.number);
  review.caveat = await change(scene, review, state, { path: 'caveats', key, body });
  for (const kind of certifiedBy(plan))
    await change(scene, review, state, {
      path: 'certificates',
      key: `${key}-${kind}`,
      body: {
        kind,
        rotation: `Demonstration rotation of ${today.slice(0, 4)}`,
        signedOn: today,
        signatory: 'Permanent Representative (invented)',
        statement: true,
        ...untilOf(kind, scene.clock.now()),
      },
    });
  if (instrumentFor(plan).vetting?.when === 'before_deployment')
    await vet(scene, review, today, `${key}-vetting`);
};

/** Whether the State declared a restriction that the director has to decide on. */
export const hasCaveat = ({ plan }: PlayedReview): boolean => caveatOf(plan.number).kind !== 'none';
