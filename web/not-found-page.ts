import { html } from 'hono/html';
import type { Page } from './frame.ts';
import { layout } from './layout.ts';

/** The same for a review that is not there and for one that is somebody else's. */
export const notFoundPage: Page = (frame) => {
  const { say } = frame.words;
  return layout(
    frame,
    say('page.not_found'),
    html`<p>${say('page.not_found_said')} <a href="/">${say('page.your_reviews')}</a></p>`,
  );
};

/** What is shown in place of a page to somebody who is not signed in. */
export const signInFirstPage: Page = (frame) =>
  layout(
    frame,
    frame.words.say('page.sign_in'),
    html`<p>${frame.words.say('page.please_sign_in')}</p>`,
  );
