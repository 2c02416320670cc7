import * as z from 'zod';
import { Answers } from '../../domain/answers.ts';
import { Criterion, type Instrument } from '../../domain/instrument.ts';
import { Role, sideOf } from '../../domain/permissions.ts';
import { findMission } from '../../domain/reference/missions.ts';
import { Opening } from '../../domain/review.ts';
import type { ReviewDocument } from '../../web/document-page.ts';
import { contributorName } from './place-names.ts';
import type { Asked, Read } from './show-page.ts';
import { shownInstrument } from './shown-instrument.ts';

const stage = 'self-assessment';

const Review = z.object({ ...Opening.shape, id: z.string(), round: z.int() });
type Review = z.output<typeof Review>;
const Form = z.object({
  round: z.int(),
  open: z.boolean(),
  criteria: z.array(Criterion),
  answers: Answers,
});
type Form = z.output<typeof Form>;
const Event = z.object({
  seq: z.int(),
  type: z.string(),
  at: z.string(),
  hash: z.string(),
  facts: z.record(z.string(), z.unknown()),
});
const Events = z.object({ items: z.array(Event), next: z.string().optional() });

/** Whether the person of the session is of a contributor: the document is theirs alone. */
export const isOfContributor = async (read: Read): Promise<boolean> => {
  const me = z.object({ role: Role }).safeParse(await read('/v1/people/me'));
  return me.success && sideOf(me.data.role) === 'contributor';
};

/** What the last submission of the self-assessment was answered with. */
const receiptOf = async (
  read: Read,
  review: string,
): Promise<ReviewDocument['receipt'] | undefined> => {
  let receipt: ReviewDocument['receipt'];
  let cursor = '';
  for (;;) {
    const page = Events.parse(await read(`/v1/reviews/${review}/events?limit=100${cursor}`));
    for (const { type, seq, hash, at, facts } of page.items)
      if (type === 'stage-submitted' && facts.stage === stage)
        receipt = { review, stage, round: Number(facts.round), seq, head: hash, at };
    if (!page.next) return receipt;
    cursor = `&cursor=${encodeURIComponent(page.next)}`;
  }
};

const sectionsOf = ({ sections }: Instrument, { criteria, answers }: Form) =>
  sections.flatMap(({ id, title }) => {
    const lines = criteria
      .filter(({ section }) => section === id)
      .map((criterion) => ({
        id: criterion.id,
        text: criterion.text,
        critical: criterion.critical,
        answer: answers[criterion.id]?.value,
        comment: answers[criterion.id]?.comment,
      }));
    return lines.length > 0 ? [{ id, title, lines }] : [];
  });

const composed = (
  review: Review,
  form: Form,
  instrument: Instrument,
  receipt: ReviewDocument['receipt'],
  language: string,
): ReviewDocument => {
  const { name, type, strength } = review.unit;
  const { title, version, notice } = instrument;
  return {
    review: review.id,
    unit: { name, type, ...(strength !== undefined && { strength }) },
    contributor: contributorName(review.contributor, language),
    mission: findMission(review.mission)?.name ?? review.mission,
    plannedDeployment: review.plannedDeployment,
    instrument: { title, version, notice },
    round: form.open ? form.round : (receipt?.round ?? form.round),
    sections: sectionsOf(instrument, form),
    ...(receipt && { receipt }),
  };
};

/** The self-assessment of a review as one document; undefined unless it is the person's own. */
export const documentOf = async (
  { read, phrases }: Asked,
  id: string,
): Promise<ReviewDocument | undefined> => {
  if (!(await isOfContributor(read))) return undefined;
  const review = Review.safeParse(await read(`/v1/reviews/${id}`)).data;
  if (!review) return undefined;
  const { instrument } = review;
  const form = Form.parse(await read(`/v1/reviews/${id}/stages/${stage}`));
  const receipt = form.open ? undefined : await receiptOf(read, id);
  const { language } = phrases;
  const shown = await shownInstrument(read, instrument, language);
  return composed(review, form, shown, receipt, language);
};
