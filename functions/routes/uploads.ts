import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import { fileKey, files } from '../../adapters/files.ts';
import {
  evidenceIdOf,
  isEvidenceId,
  keepAnswer,
  type RequestIdentity,
} from '../../adapters/idempotency.ts';
import type { ActingPerson } from '../../adapters/people.ts';
import { LostCondition, transact } from '../../adapters/table.ts';
import { Unavailable } from '../../adapters/unavailable.ts';
import { announce, complete, getUpload, type Upload } from '../../adapters/uploads.ts';
import { AnnouncedFile, addEvidence, evidenceIn } from '../../domain/dossier/evidence.ts';
import { sideOf } from '../../domain/permissions.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Head } from '../../domain/review.ts';
import { Instant } from '../../domain/text.ts';
import { change, identityOf, personUnchanged, replayOf, visibleReview } from '../http/command.ts';
import { findEvidence } from '../http/evidence-at-hand.ts';
import { completed, EvidenceView } from '../http/evidence-view.ts';
import { permit } from '../http/permission.ts';
import { problems } from '../http/problem.ts';
import { route } from '../http/route.ts';
import { inspect } from '../http/uploaded-file.ts';

/** Writes down what is announced; a copy of the request finds it written. The record is not touched. */
const writeDown = async (
  head: Head,
  person: ActingPerson,
  identity: RequestIdentity,
  file: AnnouncedFile,
): Promise<void> => {
  const { role } = permit(person, 'add-evidence', head);
  const id = evidenceIdOf(identity);
  const side = sideOf(person.role);
  if (!side) throw new Error(`${role} has no side`);
  try {
    await transact(
      [
        announce(head.id, id, { file, side, at: timestamp() }),
        keepAnswer(head.id, identity, { status: 201, body: { id } }),
        ...personUnchanged(person),
      ],
      randomUUID(),
    );
  } catch (error) {
    if (!(error instanceof LostCondition)) throw error;
    if (!(await replayOf(head.id, identity)))
      throw new Unavailable('try again: your registration changed meanwhile', { cause: error });
  }
};

export const announceEvidenceRoute = route({
  method: 'post',
  path: '/v1/reviews/{id}/evidence',
  summary:
    'Announce a file of evidence, and get the link to which exactly this file can be sent within five minutes',
  action: 'add-evidence',
  wants: ['idempotency-key'],
  params: z.object({ id: z.string() }),
  body: AnnouncedFile,
  status: 201,
  response: z.object({
    id: z.string(),
    upload: z.object({
      method: z.literal('PUT'),
      url: z.string(),
      headers: z.record(z.string(), z.string()),
      expiresAt: Instant,
    }),
  }),
  handle: async (asked) => {
    const { person, params, body } = asked;
    const head = await visibleReview(person, params.id);
    const identity = identityOf(asked);
    if (!(await replayOf(head.id, identity))) await writeDown(head, person, identity, body);
    // A link is never kept: each copy of the request gets a fresh one, to the same place for the same bytes.
    const id = evidenceIdOf(identity);
    const upload = await (await files()).uploadLink(fileKey(head.id, id), body);
    return { body: { id, upload } };
  },
});

/** Runs once, however often it is asked. */
const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

/** What was announced by the person's own side; for anybody else there is no such thing. */
const ownUpload = async (
  person: ActingPerson,
  review: string,
  evidence: string,
): Promise<Upload> => {
  const upload = isEvidenceId(evidence) ? await getUpload(review, evidence) : undefined;
  if (upload && upload.side === sideOf(person.role)) return upload;
  throw new Refusal('not_found', problems.not_found[2]);
};

export const completeEvidenceRoute = route({
  method: 'post',
  path: '/v1/reviews/{id}/evidence/{evidence}/completion',
  summary:
    'Have a file that was sent checked and scanned: from then on it is evidence of the review',
  action: 'add-evidence',
  wants: ['idempotency-key'],
  params: z.object({ id: z.string(), evidence: z.string() }),
  status: 201,
  response: EvidenceView,
  handle: async (asked) => {
    const { person, params } = asked;
    const { id, evidence } = params;
    const arrived = once(async () => {
      const upload = await ownUpload(person, id, evidence);
      return { file: upload.file, side: upload.side, scan: await inspect(id, evidence, upload) };
    });
    return change(asked, id, {
      action: 'add-evidence',
      match: 'none',
      done: async (head) => {
        const before = await findEvidence(person, head, evidence);
        return before && completed(before, before.review, person);
      },
      decide: async (_, __, by) => {
        const { file, side, scan } = await arrived();
        return addEvidence(evidence, file, { side, scan }, by);
      },
      beside: async () => [complete(id, evidence)],
      answer: (_, at, event) => completed(evidenceIn(event, at), id, person),
    });
  },
});
