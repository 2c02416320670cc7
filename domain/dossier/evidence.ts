import * as z from 'zod';
import { type Answers, answerPointer } from '../answers.ts';
import type { By, Event, NewEvent } from '../events.ts';
import type { Side } from '../facts/dossier-facts.ts';
import type { FieldError } from '../refusal.ts';
import { holders, type Stage } from '../stages.ts';
import { Day, line } from '../text.ts';
import type { Entry } from './entry.ts';
import { EvidenceType, endingsOf, evidenceLimits, isOfType } from './evidence-types.ts';

/** A file as it is announced: everything that is known before it is there. `sha256` in hexadecimal. */
export const AnnouncedFile = z
  .strictObject({
    name: line(200).refine((name) => !/[/\\]/.test(name), {
      error: 'must be the name of the file alone, without its folder',
    }),
    type: EvidenceType,
    size: z
      .int()
      .min(1, 'the file is empty')
      .max(
        evidenceLimits.bytes,
        `a file may have ${evidenceLimits.bytes / 1024 / 1024} MB (${evidenceLimits.bytes} bytes)`,
      ),
    sha256: z
      .string()
      .regex(
        /^[0-9a-f]{64}$/,
        'must be 64 hexadecimal digits in small letters, as sha256sum prints',
      ),
    validUntil: Day.optional(),
    title: line(200).optional(),
  })
  .check(({ value: { name, type }, issues }) => {
    const endings = endingsOf(type);
    if (endings.some((ending) => name.toLowerCase().endsWith(ending))) return;
    const message = `a file of type ${type} has a name that ends in ${endings.join(' or ')}`;
    issues.push({ code: 'custom', path: ['name'], message, input: name });
  });
export type AnnouncedFile = z.output<typeof AnnouncedFile>;

type Facts = Extract<NewEvent, { type: 'evidence-added' }>['facts'];

/** Evidence of a review: the facts of its event under its id, who added it and when. */
export interface Evidence extends Entry, Omit<Facts, 'evidence'> {}

/** The evidence that an event adds, at its instant; undefined when it adds none. */
export const evidenceIn = (event: Event | NewEvent, at: string): Evidence | undefined => {
  if (event.type !== 'evidence-added') return undefined;
  const { evidence, ...facts } = event.facts;
  return { id: evidence, at, ...facts, ...(event.by && { by: event.by }) };
};

/** The evidence of a review in the order in which it came. */
export const evidenceOf = (events: readonly Event[]): Evidence[] =>
  events.flatMap((event) => evidenceIn(event, event.at) ?? []);

/** What storage says of a file: its size in bytes, its SHA-256 in hexadecimal, and how it begins. */
export interface FoundFile {
  readonly size: number;
  readonly sha256: string;
  readonly sample: Uint8Array;
}

/** What is wrong with a file that arrived, measured by how it was announced. */
export const checkFile = (announced: AnnouncedFile, found: FoundFile): FieldError[] => [
  ...(found.size === announced.size
    ? []
    : [
        {
          pointer: '/size',
          code: 'wrong_size',
          detail: `The file has ${found.size} bytes; ${announced.size} were announced.`,
        },
      ]),
  ...(found.sha256 === announced.sha256
    ? []
    : [
        {
          pointer: '/sha256',
          code: 'wrong_hash',
          detail: 'The file is not the one that was announced: its SHA-256 differs.',
        },
      ]),
  ...(isOfType(announced.type, found.sample)
    ? []
    : [
        {
          pointer: '/type',
          code: 'wrong_type',
          detail: `What is in the file is not ${announced.type}: announce it as what it is, or export it again.`,
        },
      ]),
];

export const addEvidence = (
  evidence: string,
  file: AnnouncedFile,
  { side, scan }: Pick<Facts, 'side' | 'scan'>,
  by: By,
): NewEvent => ({ type: 'evidence-added', by, facts: { evidence, ...file, side, scan } });

const unknownEvidence = (criterion: string, index: number, side: Side): FieldError => ({
  pointer: `${answerPointer(criterion)}/evidence/${index}`,
  code: 'unknown_evidence',
  detail: `This is no evidence that the ${side} side added to this review: add it first, or leave it out.`,
});

/** The references of these answers that name no evidence of the stage's own side. */
export const checkEvidence = (
  stage: Stage,
  answers: Answers,
  all: readonly Evidence[],
): FieldError[] => {
  const side = holders[stage];
  const known = new Set(all.filter((one) => one.side === side).map(({ id }) => id));
  return Object.entries(answers).flatMap(([criterion, { evidence = [] }]) =>
    evidence.flatMap((id, index) =>
      known.has(id) ? [] : [unknownEvidence(criterion, index, side)],
    ),
  );
};
