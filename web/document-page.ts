import { html } from 'hono/html';
import type { Page } from './frame.ts';
import { layout } from './layout.ts';

/** One criterion as it is printed: what is asked, and what was answered, in words. */
interface DocumentLine {
  readonly id: string;
  readonly text: string;
  readonly critical: boolean;
  readonly answer: string;
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

const fact = (name: string, value: string | number) =>
  html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const minute = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`;

const facts = ({ unit, contributor, mission, instrument, ...document }: ReviewDocument) =>
  html`<dl class="facts">
    ${fact('Contributor', contributor)} ${fact('Mission', mission)}
    ${fact('Unit', `${unit.name} (${unit.type})`)}
    ${unit.strength === undefined ? '' : fact('Strength', unit.strength)}
    ${fact('Planned deployment', document.plannedDeployment)}
    ${fact('Instrument', `${instrument.title}, version ${instrument.version}`)}
    ${fact('Round', document.round)}
  </dl>`;

const line = ({ id, text, critical, answer, comment }: DocumentLine) =>
  html`<tr>
    <th scope="row">${id}</th>
    <td>${text}${critical ? html` <em>(critical)</em>` : ''}${comment ? html`<p class="comment">${comment}</p>` : ''}</td>
    <td>${answer}</td>
  </tr>`;

const section = ({ id, title, lines }: ReviewDocument['sections'][number]) =>
  html`<h2>${id}. ${title}</h2>
    <table class="form">
      <thead><tr><th scope="col">No.</th><th scope="col">Criterion</th><th scope="col">Answer</th></tr></thead>
      <tbody>${lines.map(line)}</tbody>
    </table>`;

const signature = (role: string) =>
  html`<div class="signature">
    <p>${role}</p>
    <dl>${['Title', 'Signature', 'Place and date'].map((name) => html`<div><dt>${name}</dt><dd></dd></div>`)}</dl>
  </div>`;

const receiptOf = (receipt: NonNullable<ReviewDocument['receipt']>) =>
  html`<section class="together">
    <h2>Receipt</h2>
    <p>Submitted in round ${receipt.round}, received at ${minute(receipt.at)}. Keep these lines: with
      them anybody can check later that the record was not changed.</p>
    <dl class="facts">
      ${fact('Review', receipt.review)} ${fact('Sequence', receipt.seq)} ${fact('Head', receipt.head)}
      ${fact('At', receipt.at)}
    </dl>
    <pre>${JSON.stringify(receipt)}</pre>
  </section>`;

const draft = html`<p class="draft" role="note">Draft: this self-assessment is not submitted. There is no receipt yet.</p>`;

/** The form of a self-assessment with its declaration and receipt, to be printed and to go with a note verbale. */
export const documentPage = (document: ReviewDocument): Page => {
  const page: Page = (frame) =>
    layout(
      frame,
      `Self-assessment of ${document.unit.name}`,
      html`<article class="document">
      ${document.receipt ? '' : draft} ${facts(document)} ${document.sections.map(section)}
      <section class="together">
        <h2>Declaration</h2>
        <p>The Permanent Mission of ${document.contributor} to the United Nations declares that the
          answers above are correct${document.receipt ? '' : ' (to be declared with the submission)'}.</p>
        ${signature('For the Permanent Mission')} ${signature('Prepared by')}
      </section>
      ${document.receipt ? receiptOf(document.receipt) : ''}
      <p class="notice">${document.instrument.notice}</p>
    </article>`,
    );
  // It goes out of the house: it names no person, not even whoever printed it.
  return (frame) =>
    page({ ...frame, reader: frame.reader && { ...frame.reader, name: undefined } });
};
