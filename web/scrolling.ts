import { html } from 'hono/html';

type Html = ReturnType<typeof html>;

/** A table that may be wider than the page: it scrolls by itself, with a keyboard too, and has a name. */
export const scrolling = (name: string, table: Html) =>
  html`<div class="scroll" role="region" tabindex="0" aria-label="${name}">${table}</div>`;
