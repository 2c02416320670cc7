import { html } from 'hono/html';
import type { Page } from './frame.ts';
import { layout } from './layout.ts';
import type { ReviewDetail } from './review-detail.ts';
import { caveatsOf, certificatesOf, commentsOf } from './review-dossier.ts';
import { planOfImprovement, relatedReviews } from './review-plan.ts';
import { recordOfReview } from './review-record.ts';
import { courseOfReview, whereItStands } from './review-stands.ts';
import { verdictWithLimits } from './review-verdict.ts';
import { voicesBySection } from './review-voices.ts';

/** One review: where it stands, its verdict, the three voices side by side, what stands beside them, and its record. */
export const reviewPage =
  (view: ReviewDetail): Page =>
  (frame) => {
    const { words } = frame;
    const { say, quote } = words;
    const { review, names, printable } = view;
    return layout(
      frame,
      quote(review.unit.name),
      html`<p class="about">${names.contributor} · <bdi lang="en">${names.mission}</bdi></p>
      <p class="links"><a href="/reviews/${review.id}/report">${say('review.to_print')}</a>
        ${printable ? html`<a href="/reviews/${review.id}/document">${say('review.document')}</a>` : ''}</p>
      ${courseOfReview(words, view)}
      <div class="two">
        ${whereItStands(words, view)}
        <section aria-labelledby="verdict"><h2 id="verdict">${say('list.verdict')}</h2>${verdictWithLimits(words, view)}</section>
      </div>
      <h2>${say('review.voices')}</h2> ${voicesBySection(words, view)}
      <h2>${say('review.caveats')}</h2> ${caveatsOf(words, view)}
      <h2>${say('review.certificates')}</h2> ${certificatesOf(words, view)}
      ${commentsOf(words, view)}
      <h2>${say('review.plan')}</h2> ${planOfImprovement(words, view)}
      ${relatedReviews(words, view)}
      <h2>${say('review.record')}</h2> ${recordOfReview(words, view)}`,
    );
  };
