import { html } from 'hono/html';
import type { Html, Page } from './frame.ts';
import { layout } from './layout.ts';
import { dayWords, instantWords, pointsWords } from './plain-figures.ts';
import { type ReviewDetail, voiceNames } from './review-detail.ts';
import { caveatsOf, certificatesOf } from './review-dossier.ts';
import { planOfImprovement } from './review-plan.ts';
import { recordOfReview } from './review-record.ts';
import { verdictWithLimits } from './review-verdict.ts';
import { voicesBySection } from './review-voices.ts';
import { sideWords, standing } from './standing.ts';
import type { Words } from './words.ts';

const fact = (name: string, value: string | number | Html) =>
  html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const particulars = (words: Words, { review, names, instrument }: ReviewDetail) => {
  const { say } = words;
  const { name, strength } = review.unit;
  return html`<dl class="facts">
    ${fact(say('fact.unit'), html`<bdi>${name}</bdi> (<bdi lang="en">${names.unitType}</bdi>)`)}
    ${fact(say('fact.contributor'), names.contributor)}
    ${fact(say('fact.mission'), html`<bdi lang="en">${names.mission}</bdi>`)}
    ${strength === undefined ? '' : fact(say('fact.strength'), strength)}
    ${fact(say('fact.planned'), dayWords(words, review.plannedDeployment))}
    ${review.arrival ? fact(say('fact.arrival'), dayWords(words, review.arrival)) : ''}
    ${fact(say('fact.opened'), dayWords(words, review.openedAt))}
    ${fact(say('fact.instrument'), say('fact.version', { title: words.quote(instrument.title), version: instrument.version }))}
    ${fact(say('fact.review'), html`<bdi>${review.id}</bdi>`)}
    ${fact(say('list.stands'), standing(words, review))}
  </dl>`;
};

/** Who spoke when, and how ratings count. */
const method = (words: Words, { ledger, instrument }: ReviewDetail) => {
  const { say } = words;
  return html`<ul>${voiceNames.map((name) => {
    const voice = say(`voice.${name}`);
    const spoken = ledger?.criteria.find((line) => line[name])?.[name];
    if (!spoken?.at) return html`<li>${say('report.silent', { voice })}</li>`;
    const role = say(`role.${spoken.by}` as 'role.admin');
    return html`<li>${say('report.spoke', { voice, date: dayWords(words, spoken.at), role })}</li>`;
  })}</ul>
  <p>${say('report.ratings')}</p>
  <p class="notice" lang="en" dir="ltr">${instrument.notice}</p>`;
};

/** The criteria on which claim and finding differ, the widest gap first, and where a signature disagrees. */
const differences = (words: Words, { ledger, instrument }: ReviewDetail) => {
  const { say } = words;
  const texts = new Map(instrument.criteria.map(({ id, text }) => [id, text]));
  const differing = (ledger?.criteria ?? [])
    .filter(({ gap, verification }) => gap || verification?.disagreement)
    .toSorted((one, other) => Math.abs(other.gap ?? 0) - Math.abs(one.gap ?? 0));
  if (differing.length === 0) return html`<p>${say('report.differences_none')}</p>`;
  return html`<ul>${differing.map(
    ({ criterion, gap, verification }) =>
      html`<li><b>${criterion}</b> ${texts.get(criterion)}${gap ? html`: <b>${pointsWords(words, gap)}</b>` : ''}
        ${verification?.disagreement ? html`<p class="comment" dir="auto">${say('review.disagrees', { reason: verification.disagreement })}</p>` : ''}</li>`,
  )}</ul>`;
};

const proof = (words: Words, view: ReviewDetail) => {
  const last = view.events.at(-1);
  if (!last) return '';
  return html`<p>${words.say('report.proof_said', { count: view.events.length })}</p>
    <pre dir="ltr">${last.hash}</pre> ${recordOfReview(words, view)}`;
};

const signature = ({ say }: Words, side: string) =>
  html`<div class="signature"><p>${say('report.for_side', { side })}</p>
    <dl>${(['document.office', 'document.signature', 'document.place'] as const).map((name) => html`<div><dt>${say(name)}</dt><dd></dd></div>`)}</dl></div>`;

const ended = new Set(['closed', 'withdrawn', 'lapsed']);

/** What the report is of: when, up to which entry, and how final. */
const standOf = (words: Words, { review, now }: ReviewDetail, reader: string | undefined) => {
  const { say } = words;
  return html`<p class="about">${say('report.as_of', { date: instantWords(words, now), seq: review.version })}
    ${say('report.not_public')}. ${reader ? say('report.partial', { who: reader }) : ''}</p>
    ${ended.has(review.situation) ? '' : html`<p class="draft" role="note">${say('report.provisional')}</p>`}`;
};

const parts = (words: Words, view: ReviewDetail): readonly (readonly [string, unknown])[] => {
  const { say } = words;
  return [
    [say('report.particulars'), particulars(words, view)],
    [say('report.summary'), verdictWithLimits(words, view)],
    [say('report.method'), method(words, view)],
    [say('report.findings'), voicesBySection(words, view)],
    [say('report.differences'), differences(words, view)],
    [say('review.caveats'), caveatsOf(words, view)],
    [say('review.certificates'), certificatesOf(words, view)],
    [say('review.plan'), planOfImprovement(words, view)],
    [say('report.proof'), proof(words, view)],
    [
      say('report.signatures'),
      html`<div class="signatures">${(['contributor', 'secretariat', 'mission'] as const).map((side) => signature(words, sideWords(words, side)))}</div>`,
    ],
  ];
};

/**
 * The report on one review, to be printed: particulars, summary, method, findings by section, differences, what stands
 * beside the answers, plan, record and signatures, in that order; of each what its reader may see. It names no person.
 */
export const reportPage =
  (view: ReviewDetail): Page =>
  (frame) => {
    const { words, reader } = frame;
    const { say, quote } = words;
    const role = reader && say(`role.${reader.role}` as 'role.admin');
    return layout(
      { ...frame, reader: reader && { ...reader, name: undefined } },
      say('report.title', { unit: quote(view.review.unit.name) }),
      html`<article class="document report">
        ${standOf(words, view, role)}
        ${parts(words, view).map(([title, part], index) => html`<h2>${index + 1}. ${title}</h2>${part}`)}
      </article>
      <p class="links"><a href="/reviews/${view.review.id}">${say('review.back')}</a></p>`,
    );
  };
