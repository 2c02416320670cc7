import { html } from 'hono/html';
import type { TableView } from './figure-view.ts';
import { figureTable } from './figures.ts';
import type { Page } from './frame.ts';
import { layout } from './layout.ts';

/** The reviews behind a number, where to go on, and the way back. */
export interface BehindView {
  readonly table: TableView;
  readonly more?: string | undefined;
  readonly back: string;
}

/** Which reviews a number counts, and what each gives to it. */
export const behindPage =
  ({ table, more, back }: BehindView): Page =>
  (frame) => {
    const { say } = frame.words;
    return layout(
      frame,
      say('dash.behind'),
      html`<p>${say('behind.said')}</p>
        ${table.rows.length > 0 ? figureTable(frame.words, say('dash.behind'), table) : html`<p>${say('behind.none')}</p>`}
        ${more ? html`<p><a rel="next" href="${more}">${say('behind.more')}</a></p>` : ''}
        <p><a href="${back}">${say('behind.back')}</a></p>`,
    );
  };
