import { html } from 'hono/html';
import { dayWords } from './plain-figures.ts';
import type { Caveat, Certification, ReviewDetail } from './review-detail.ts';
import { sideWords } from './standing.ts';
import type { Words } from './words.ts';

const caveat = (words: Words, { kind, description, undeclared, standing, decisions }: Caveat) => {
  const { say } = words;
  const stands = say(`standing.${standing}` as 'standing.stated');
  const reason = decisions.at(-1)?.reason;
  if (kind === 'none') return html`<li>${say('caveat.none')} (${stands})</li>`;
  return html`<li><b>${say(`caveat.${kind}` as 'caveat.area')}</b>${undeclared ? html` <strong class="late">(${say('caveat.undeclared')})</strong>` : ''}: <span dir="auto">${description}</span> (${stands})
    ${reason ? html`<p class="comment" dir="auto">${say('review.reasons', { reasons: reason })}</p>` : ''}</li>`;
};

/** What restrictions a State has declared or the field has met, as far as this reader may know of them. */
export const caveatsOf = (words: Words, { ledger, isOfField }: ReviewDetail) => {
  const found = ledger?.dossier.caveats ?? [];
  if (found.length === 0)
    return html`<p>${words.say(isOfField ? 'caveat.nothing_shown' : 'caveat.nothing')}</p>`;
  return html`<ul>${found.map((one) => caveat(words, one))}</ul>`;
};

const certificate = (words: Words, one: Certification['required'][number]) => {
  const { say } = words;
  const isMissed = one.required && one.status !== 'valid';
  const status = one.required || one.status !== 'missing' ? one.status : 'optional';
  return html`<tr><th scope="row">${say(`certificate.${one.kind}` as 'certificate.vetting')}</th>
    <td data-label="${say('certificate.status')}"><span class="${isMissed ? 'late' : ''}">${say(`certificate.${status}` as 'certificate.valid')}</span></td>
    <td data-label="${say('certificate.until')}">${one.validUntil ? dayWords(words, one.validUntil) : '–'}</td></tr>`;
};

const vetting = ({ say }: Words, { status }: { readonly status: string }) =>
  html`<tr><th scope="row">${say('certificate.vetting')}</th>
    <td data-label="${say('certificate.status')}"><span class="${status === 'cleared' ? '' : 'late'}">${say(`certificate.${status}` as 'certificate.valid')}</span></td>
    <td data-label="${say('certificate.until')}">–</td></tr>`;

/** What has to be certified and vetted, and how it stands. */
export const certificatesOf = (words: Words, { certification }: ReviewDetail) => {
  const { say } = words;
  if (!certification || certification.required.length === 0)
    return html`<p>${say('certificate.optional')}</p>`;
  return html`${certification.rotation ? html`<p>${say('certificate.rotation', { rotation: words.quote(certification.rotation) })}</p>` : ''}
    <table class="stack">
      <thead><tr>${(['certificate.what', 'certificate.status', 'certificate.until'] as const).map((head) => html`<th scope="col">${say(head)}</th>`)}</tr></thead>
      <tbody>${certification.required.map((one) => certificate(words, one))}${certification.vetting ? vetting(words, certification.vetting) : ''}</tbody>
    </table>`;
};

/** The comments that this reader may read; nothing where there are none. */
export const commentsOf = (words: Words, { ledger }: ReviewDetail) => {
  const found = ledger?.dossier.comments ?? [];
  if (found.length === 0) return '';
  const { say } = words;
  return html`<h2>${say('review.comments')}</h2>
    <ul>${found.map(
      ({ criterion, text, side, at }) =>
        html`<li>${say('review.comment_said', { side: sideWords(words, side), date: dayWords(words, at) })} ${criterion ? html`<b>${criterion}</b> ` : ''}<span dir="auto">${text}</span></li>`,
    )}</ul>`;
};
