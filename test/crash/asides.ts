import { CertificateKind } from '../../domain/instrument.ts';
import type { Situation } from '../../domain/situation.ts';
import type { Stage } from '../../domain/stages.ts';
import { desk, director, ownerOf } from './people.ts';
import type { Known, Sent } from './remembered.ts';
import { oneOf, type Random } from './seeded.ts';

/** A review as a client has just read it. */
export interface Now {
  readonly path: string;
  readonly etag: string;
  readonly stage: Stage;
  readonly round: number;
  readonly situation: Situation;
}

type Aside = Pick<Sent, 'kind' | 'by' | 'path' | 'body' | 'ends' | 'ifMatch'>;

/** What an office decides beside the stages, on the review as it was read. */
const deskWork = (roll: number, { path, etag, stage }: Now): Aside | undefined => {
  const office = { by: desk, ifMatch: etag, ends: false };
  if (roll < 0.03) {
    const body = { reason: 'Pledge withdrawn.' };
    return { ...office, kind: 'withdraw', path: `${path}/withdrawal`, body, ends: true };
  }
  if (roll < 0.08) {
    const body = { arrival: '2027-07-01', reason: 'The rotation moved.' };
    return { ...office, kind: 'move', path: `${path}/anchors`, body };
  }
  if (roll < 0.13) {
    const body = { stage, team: 'Team 1' };
    return { ...office, kind: 'assign', path: `${path}/assignments`, body };
  }
  return undefined;
};

/** What is only added, whatever the version: it wants no If-Match. Each carries its key, so that it can be found twice. */
const additions = (random: Random, known: Known, path: string, key: string) => {
  const state = { by: ownerOf('self-assessment', known), ends: false };
  const field = { by: ownerOf('verification', known), ends: false };
  const description = `Not beyond the sector (${key}).`;
  const certificate = {
    kind: CertificateKind.options.at(Math.floor(random() * CertificateKind.options.length)),
    rotation: 'Rotation 1',
    signedOn: '2026-01-10',
    signatory: `Chief of Staff (${key})`,
    statement: true,
  };
  const caveat = { kind: 'area', beforeMou: true, description };
  const found = { kind: 'night', undeclared: true, description };
  const comment = { text: `Seen (${key}).`, audience: 'everyone' };
  return [
    { ...state, kind: 'caveat', path: `${path}/caveats`, body: caveat },
    { ...state, kind: 'certify', path: `${path}/certificates`, body: certificate },
    { ...field, kind: 'report', path: `${path}/caveats`, body: found },
    { ...field, kind: 'comment', path: `${path}/comments`, body: comment },
  ] as const satisfies readonly Aside[];
};

/** A director's word on the latest caveat that somebody was given a receipt for, if there is one. */
const acceptance = (known: Known, { path, etag }: Now, key: string): Aside | undefined => {
  const caveat = known.receipts.findLast(
    ({ sent: { kind } }) => kind === 'caveat' || kind === 'report',
  );
  return (
    caveat && {
      kind: 'accept',
      by: director,
      path: `${path}/caveats/${caveat.id}/decisions`,
      body: { decision: 'accepted', reason: `It does not touch the task (${key}).` },
      ifMatch: etag,
      ends: false,
    }
  );
};

/** What somebody does beside the stages, whatever the machine is doing meanwhile; most often nothing. */
export const asideOf = (random: Random, known: Known, now: Now, key: string): Aside | undefined => {
  const roll = random();
  if (roll < 0.13 || known.version === 1) return deskWork(roll, now);
  if (roll < 0.18) return acceptance(known, now, key);
  return roll < 0.4 ? oneOf(random, additions(random, known, now.path, key)) : undefined;
};
