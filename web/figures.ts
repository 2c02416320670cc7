import { html } from 'hono/html';
import { chart, line } from './chart.ts';
import type { CellView, FigureView, TableView, TileView } from './figure-view.ts';
import type { Html } from './frame.ts';
import { scrolling } from './scrolling.ts';
import type { Words } from './words.ts';

const heatOf = (heat: number): string => (heat < 0 ? `heat-minus-${-heat}` : `heat-plus-${heat}`);

const classOf = ({ heat, tone }: CellView): string =>
  [heat ? heatOf(heat) : '', tone ?? ''].filter(Boolean).join(' ');

const textOf = ({ text, code, codes }: CellView) => {
  if (codes && codes.length > 0)
    return html`${codes.map((one, place) => html`${place > 0 ? ', ' : ''}<bdi dir="ltr">${one}</bdi>`)}`;
  return code ? html`<bdi dir="ltr">${text}</bdi>` : html`<bdi>${text}</bdi>`;
};

const inside = (words: Words, cell: CellView): Html => {
  const { href, line: values } = cell;
  const said = href ? html`<a href="${href}">${textOf(cell)}</a>` : textOf(cell);
  if (!values || values.length < 2) return html`${said}`;
  const title = words.say('dash.number', {
    name: words.say('col.over_time'),
    number: values.join(', '),
  });
  return html`${said} ${line(words, values, title)}`;
};

const rowOf = (words: Words, [head, ...cells]: readonly CellView[]): Html =>
  html`<tr>${head ? html`<th scope="row">${inside(words, head)}</th>` : ''}${cells.map(
    (cell) => html`<td class="${classOf(cell)}">${inside(words, cell)}</td>`,
  )}</tr>`;

/** A table of numbers; each leads to the reviews behind it. */
export const figureTable = (words: Words, title: string, { heads, rows }: TableView): Html =>
  scrolling(
    title,
    html`<table class="figures">
      <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => rowOf(words, row))}</tbody>
    </table>`,
  );

/** A grid of tiles of one size: no map, because where a border runs is not for us to draw. */
const grid = (tiles: readonly TileView[]): Html =>
  html`<ul class="tiles">${tiles.map(
    ({ label, text, href, level }) =>
      html`<li class="tile level-${level}"><strong>${href ? html`<a href="${href}">${label}</a>` : label}</strong> <bdi>${text}</bdi></li>`,
  )}</ul>`;

const shownOpen = 14;

const behind = (words: Words, title: string, table: TableView, hasChart: boolean): Html => {
  const shown = figureTable(words, title, table);
  return hasChart && table.rows.length > shownOpen
    ? html`<details><summary>${words.say('dash.table')}</summary>${shown}</details>`
    : shown;
};

/** One figure: its words, its chart or tiles, and the table behind them. */
export const figure = (words: Words, view: FigureView): Html => {
  const { id, title, said = [], tiles, chart: drawn, table, more } = view;
  const isWide = table.heads.length > 5;
  const isEmpty = table.rows.length === 0;
  return html`<div class="${isWide ? 'figure wide' : 'figure'}">
    <h2 id="${id}">${title}</h2>
    ${said.map((sentence) => html`<p>${sentence}</p>`)}
    ${isEmpty ? html`<p>${words.say('dash.none')}</p>` : ''}
    ${tiles && !isEmpty ? grid(tiles) : ''}
    ${drawn && drawn.bars.length > 0 ? chart(words, `${id}-chart`, title, drawn) : ''}
    ${isEmpty ? '' : behind(words, title, table, drawn !== undefined || tiles !== undefined)}
    ${more ? html`<p><a href="${more.href}">${more.text}</a></p>` : ''}
  </div>`;
};
