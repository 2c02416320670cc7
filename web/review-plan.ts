import { html } from 'hono/html';
import { dayWords } from './plain-figures.ts';
import type { Finding, Plan, ReviewDetail } from './review-detail.ts';
import { sideWords } from './standing.ts';
import type { Words } from './words.ts';

const heads = ['action', 'owner', 'until', 'stands'] as const;

const finding = (words: Words, { criterion, action, owner, dueOn, status, overdue }: Finding) => {
  const { say } = words;
  const stands = say(`finding.${status}` as 'finding.open');
  return html`<tr><th scope="row">${criterion}</th>
    <td data-label="${say('finding.action')}"><span dir="auto">${action}</span></td>
    <td data-label="${say('finding.owner')}">${sideWords(words, owner)}</td>
    <td data-label="${say('finding.until')}">${dayWords(words, dueOn)}</td>
    <td data-label="${say('finding.stands')}"><span class="${overdue ? 'late' : ''}">${overdue ? say('finding.overdue', { status: stands }) : stands}</span></td></tr>`;
};

const uncovered = ({ say }: Words, { uncovered: found }: Plan) =>
  found.length === 0
    ? ''
    : html`<p>${say('finding.uncovered')} ${found.map(({ criterion }) => criterion).join(', ')}</p>`;

/** The plan of improvement: what is to be done, by whom, by when, how it stands, and what has no plan yet. */
export const planOfImprovement = (words: Words, { plan }: ReviewDetail) => {
  const { say } = words;
  const findings = plan?.findings ?? [];
  const table = html`<table class="stack">
    <thead><tr><th scope="col">${say('review.criterion')}</th>${heads.map((head) => html`<th scope="col">${say(`finding.${head}`)}</th>`)}</tr></thead>
    <tbody>${findings.map((one) => finding(words, one))}</tbody>
  </table>`;
  return html`${findings.length > 0 ? table : html`<p>${say('review.plan_none')}</p>`}
    ${plan ? uncovered(words, plan) : ''}`;
};

const kindWords = ({ say }: Words, kind: string): string =>
  say(`basis.${kind}` as 'basis.next_cycle');

/** The reviews that this one rests on, and those that rest on it; nothing where there are none. */
export const relatedReviews = (words: Words, { review: { basis }, plan }: ReviewDetail) => {
  const { say } = words;
  const successors = plan?.successors ?? [];
  if (!basis && successors.length === 0) return '';
  return html`<h2>${say('review.related')}</h2><ul>
    ${basis ? html`<li><a href="/reviews/${basis.review}">${say('basis.rests_on', { review: words.quote(basis.review), kind: kindWords(words, basis.kind) })}</a></li>` : ''}
    ${successors.map(({ kind, review }) => html`<li><a href="/reviews/${review}">${kindWords(words, kind)}</a></li>`)}
  </ul>`;
};
