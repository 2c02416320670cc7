import { html } from 'hono/html';
import type { Html, Page } from './frame.ts';
import { layout } from './layout.ts';
import { dayWords, instantWords } from './plain-figures.ts';
import { answerWords } from './review-voices.ts';
import type { Words } from './words.ts';

/** One criterion as it is printed: what is asked, and what was answered. */
interface DocumentLine {
  readonly id: string;
  readonly text: string;
  readonly critical: boolean;
  readonly answer?: string | number | boolean | undefined;
  readonly comment?: string | undefined;
}

/** A self-assessment as one document: form, declaration and receipt; no person is named in it. */
export interface ReviewDocument {
  readonly review: string;
  readonly unit: { readonly name: string; readonly type: string; readonly strength?: number };
  readonly contributor: string;
  readonly mission: string;
  readonly plannedDeployment: string;
  readonly instrument: {
    readonly title: string;
    readonly version: number;
    readonly notice: string;
  };
  readonly round: number;
  readonly sections: readonly {
    readonly id: string;
    readonly title: string;
    readonly lines: readonly DocumentLine[];
  }[];
  /** What the submission was answered with; absent while the form is a draft. */
  readonly receipt?: {
    readonly review: string;
    readonly stage: string;
    readonly round: number;
    readonly seq: number;
    readonly head: string;
    readonly at: string;
  };
}

const fact = (name: string, value: string | number | Html) =>
  html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const facts = (
  words: Words,
  { unit, contributor, mission, instrument, ...view }: ReviewDocument,
) => {
  const { say, quote } = words;
  const { title, version } = instrument;
  return html`<dl class="facts">
    ${fact(say('fact.contributor'), contributor)}
    ${fact(say('fact.mission'), html`<bdi lang="en">${mission}</bdi>`)}
    ${fact(say('fact.unit'), html`<bdi>${unit.name} (${unit.type})</bdi>`)}
    ${unit.strength === undefined ? '' : fact(say('fact.strength'), unit.strength)}
    ${fact(say('fact.planned'), dayWords(words, view.plannedDeployment))}
    ${fact(say('fact.instrument'), say('fact.version', { title: quote(title), version }))}
    ${fact(say('label.round'), view.round)}
  </dl>`;
};

const line = (words: Words, { id, text, critical, answer, comment }: DocumentLine) =>
  html`<tr>
    <th scope="row">${id}</th>
    <td>${text}${critical ? html` <em>(${words.say('review.critical')})</em>` : ''}${comment ? html`<p class="comment" dir="auto">${comment}</p>` : ''}</td>
    <td>${answer === undefined ? '–' : answerWords(words, answer)}</td>
  </tr>`;

const heads = ['document.number', 'review.criterion', 'document.answer'] as const;

const section = (words: Words, { id, title, lines }: ReviewDocument['sections'][number]) =>
  html`<h2>${id}. ${title}</h2>
    <table class="form">
      <thead><tr>${heads.map((head) => html`<th scope="col">${words.say(head)}</th>`)}</tr></thead>
      <tbody>${lines.map((one) => line(words, one))}</tbody>
    </table>`;

const signature = ({ say }: Words, signatory: string) =>
  html`<div class="signature">
    <p>${signatory}</p>
    <dl>${(['document.office', 'document.signature', 'document.place'] as const).map((name) => html`<div><dt>${say(name)}</dt><dd></dd></div>`)}</dl>
  </div>`;

const receiptOf = (words: Words, receipt: NonNullable<ReviewDocument['receipt']>) => {
  const { say } = words;
  const { round, at, review, seq, head } = receipt;
  return html`<section class="together">
    <h2>${say('document.receipt')}</h2>
    <p>${say('document.received', { round, at: instantWords(words, at) })}</p>
    <dl class="facts">
      ${fact(say('fact.review'), html`<bdi>${review}</bdi>`)} ${fact(say('label.place'), seq)}
      ${fact(say('label.head'), html`<bdi>${head}</bdi>`)}
    </dl>
    <pre dir="ltr">${JSON.stringify(receipt)}</pre>
  </section>`;
};

const declaration = (words: Words, { contributor, receipt }: ReviewDocument) => {
  const { say } = words;
  return html`<section class="together">
        <h2>${say('document.declaration')}</h2>
        <p>${receipt ? '' : say('document.to_declare')} ${say('document.declares', { contributor })}</p>
        ${signature(words, say('document.for_mission'))} ${signature(words, say('document.prepared'))}
      </section>`;
};

/** The form of a self-assessment with its declaration and receipt, to be printed and to go with a note verbale. */
export const documentPage =
  (view: ReviewDocument): Page =>
  (frame) => {
    const { words, reader } = frame;
    const { say, quote } = words;
    // It goes out of the house: it names no person, not even whoever printed it.
    return layout(
      { ...frame, reader: reader && { ...reader, name: undefined } },
      say('document.title', { unit: quote(view.unit.name) }),
      html`<article class="document">
      ${view.receipt ? '' : html`<p class="draft" role="note">${say('document.draft')}</p>`}
      ${facts(words, view)} ${view.sections.map((one) => section(words, one))}
      ${declaration(words, view)}
      ${view.receipt ? receiptOf(words, view.receipt) : ''}
      <p class="notice" lang="en" dir="ltr">${view.instrument.notice}</p>
    </article>`,
    );
  };
