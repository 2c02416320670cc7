import { html } from 'hono/html';
import { scrolling } from './scrolling.ts';

interface Caveat {
  readonly kind: string;
  readonly description?: string;
  readonly undeclared: boolean;
  readonly standing: string;
}

interface Finding {
  readonly criterion: string;
  readonly action: string;
  readonly owner: string;
  readonly dueOn: string;
  readonly status: string;
  readonly overdue: boolean;
}

interface Disagreement {
  readonly criterion: string;
  readonly reason: string;
}

/** What stands beside the answers of a review, as far as the reader may see it. */
export interface Beside {
  readonly caveats: readonly Caveat[];
  readonly findings: readonly Finding[];
  readonly disagreements: readonly Disagreement[];
}

const words = (value: string): string => value.replaceAll('_', ' ');

const caveat = ({ kind, description, undeclared, standing }: Caveat) =>
  kind === 'none'
    ? html`<li>The State says that there is none (${words(standing)}).</li>`
    : html`<li>${undeclared ? html`<strong>Undeclared</strong>, ` : ''}${kind}: ${description} (${words(standing)})</li>`;

const caveats = (found: readonly Caveat[]) =>
  found.length > 0
    ? html`<h2>National caveats</h2><ul>${found.map(caveat)}</ul>`
    : html`<h2>National caveats</h2><p>Nothing was declared yet, not even that there is none.</p>`;

const disagreements = (found: readonly Disagreement[]) =>
  found.length > 0
    ? html`<h2>Where the contingent commander disagrees</h2>
        <ul>${found.map(({ criterion, reason }) => html`<li>${criterion}: ${reason}</li>`)}</ul>`
    : '';

const finding = ({ criterion, action, owner, dueOn, status, overdue }: Finding) =>
  html`<tr><th scope="row">${criterion}</th><td>${action}</td><td>${owner}</td><td>${dueOn}</td><td>${words(status)}${overdue ? ', overdue' : ''}</td></tr>`;

const plan = (findings: readonly Finding[]) =>
  findings.length > 0
    ? html`<h2>Plan</h2>
        ${scrolling(
          'Plan',
          html`<table>
          <thead><tr>${['Criterion', 'What is to be done', 'By', 'Until', 'Stands'].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
          <tbody>${findings.map(finding)}</tbody>
        </table>`,
        )}`
    : '';

/** Caveats, disagreements and plan of one review. */
export const besideTheAnswers = (beside: Beside) =>
  html`${caveats(beside.caveats)} ${disagreements(beside.disagreements)} ${plan(beside.findings)}`;
