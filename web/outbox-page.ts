import { html } from 'hono/html';
import { layout } from './layout.ts';

/** The latest mails as their files have them; nothing was sent. */
export const outboxPage = (mails: readonly { file: string; source: string }[]) =>
  layout(
    'Outbox',
    mails.length === 0
      ? html`<p>No mail yet. Every notice becomes a file here; nothing is sent.</p>`
      : html`<p>The latest ${mails.length} mails, to everybody. Nothing was sent; only the embedded host has this page.</p>
          ${mails.map(({ source }) => html`<article><pre>${source}</pre></article>`)}`,
  );
