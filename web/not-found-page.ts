import { html } from 'hono/html';
import { layout } from './layout.ts';

/** The same for a review that is not there and for one that is somebody else's. */
export const notFoundPage = () =>
  layout(
    'Not found',
    html`<p>There is no such review, or it is not yours to see. <a href="/">Your reviews</a>, or
      <a href="/sign-in">sign in as somebody else</a>.</p>`,
  );
