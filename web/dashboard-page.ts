import { html } from 'hono/html';
import type { DashboardView } from './figure-view.ts';
import { figure } from './figures.ts';
import type { Html, Page } from './frame.ts';
import { layout } from './layout.ts';
import type { Words } from './words.ts';

const viewsOf = ({ say }: Words, views: DashboardView['views']): Html =>
  html`<nav class="views" aria-label="${say('dash.views')}">${views.map(
    ({ name, href, isCurrent }) =>
      isCurrent
        ? html`<span aria-current="page">${name}</span> `
        : html`<a href="${href}">${name}</a> `,
  )}</nav>`;

const scopes = ({ say }: Words, { missions, contributor }: DashboardView['form']): Html | '' =>
  missions
    ? html`<label>${say('list.mission')} <select name="mission">
          <option value="">${say('dash.of_all')}</option>
          ${missions.map(({ code, isChosen }) => html`<option value="${code}" ${isChosen ? 'selected' : ''}>${code}</option>`)}
        </select></label>
        <label>${say('list.contributor')} <input name="contributor" value="${contributor ?? ''}" maxlength="3" size="4" pattern="[A-Z]{3}" placeholder="ISO" /></label>`
    : '';

const formOf = (words: Words, form: DashboardView['form']): Html => {
  const { say } = words;
  return html`<form class="asked" method="get">
    <label>${say('dash.as_of')} <input type="date" name="asOf" value="${form.asOf}" max="${form.latest}" /></label>
    ${scopes(words, form)}
    <button>${say('dash.show')}</button>
    ${form.now ? html`<a href="${form.now}">${say('dash.as_it_stands')}</a>` : ''}
  </form>`;
};

/** A page of figures: which, of whom and as of when, and each with its table. */
export const dashboardPage =
  (view: DashboardView): Page =>
  (frame) => {
    const { words } = frame;
    return layout(
      frame,
      view.title,
      html`${viewsOf(words, view.views)}
        ${formOf(words, view.form)}
        ${view.said.map((sentence) => html`<p>${sentence}</p>`)}
        ${view.isProvisional ? html`<p class="provisional">${words.say('dash.provisional')}</p>` : ''}
        <div class="board">${view.figures.map((one) => figure(words, one))}</div>
        ${view.notes.map((note) => html`<p class="notice">${note}</p>`)}`,
    );
  };
