import { html } from 'hono/html';
import { dayWords, percentWords } from './plain-figures.ts';
import { type Limit, type ReviewDetail, type Verdict, voiceNames } from './review-detail.ts';
import { ratingWords } from './standing.ts';
import type { Words } from './words.ts';

const fact = (name: string, value: unknown) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const scoreOf = (words: Words, { score, scoreWithoutCap }: Verdict): string =>
  score === scoreWithoutCap
    ? percentWords(words, score)
    : words.say('review.score_capped', {
        score: percentWords(words, score),
        without: percentWords(words, scoreWithoutCap),
      });

const limit = (words: Words, { kind, cap, detail }: Limit) => {
  const { say, language } = words;
  const known = say(`limit.${kind}` as 'limit.not_released');
  const readiness = cap && say(`readiness.${cap}` as 'readiness.ready');
  return html`<li><strong>${language === 'en' ? detail : known}</strong>${readiness ? html` (${say('review.caps', { readiness })})` : ''}</li>`;
};

const criterion = ({ say }: Words, { instrument }: ReviewDetail, id: string) => {
  const found = instrument.criteria.find((one) => one.id === id);
  return html`<li><b>${id}</b> ${found?.text ?? ''}${found?.critical ? html` <em>(${say('review.critical')})</em>` : ''}</li>`;
};

const limits = (words: Words, view: ReviewDetail, verdict: Verdict) => {
  const found = verdict.limits ?? [];
  if (found.length + verdict.limitedBy.length === 0) return '';
  return html`<h3>${words.say('review.limited_by')}</h3>
    <ul>${found.map((one) => limit(words, one))}${verdict.limitedBy.map((id) => criterion(words, view, id))}</ul>`;
};

const decisionOf = (words: Words, { review, events }: ReviewDetail) => {
  if (!review.decision) return '';
  const { say } = words;
  const reasons = events.findLast(({ type }) => type === 'evaluation-decided')?.facts.reasons;
  return fact(
    say('review.decision'),
    html`${ratingWords(words, review.decision)}${typeof reasons === 'string' ? html`. <span dir="auto">${say('review.reasons', { reasons })}</span>` : ''}`,
  );
};

/** The verdict of a review, what it would be without its cap, and what limits it. */
export const verdictWithLimits = (words: Words, view: ReviewDetail) => {
  const { say } = words;
  const { verdict } = view.review;
  const decision = decisionOf(words, view);
  if (!verdict)
    return html`<p>${say('review.verdict_none')}</p>${decision ? html`<dl class="facts">${decision}</dl>` : ''}`;
  return html`<p class="verdict">${ratingWords(words, verdict.rating)}</p>
    <dl class="facts">
      ${fact(say('review.score'), scoreOf(words, verdict))}
      ${voiceNames.map((name) => {
        const score = verdict.scores[name];
        return score === undefined ? '' : fact(say(`voice.${name}`), percentWords(words, score));
      })}
      ${decision}
      ${verdict.validUntil ? fact(say('review.valid_until'), dayWords(words, verdict.validUntil)) : ''}
    </dl>
    ${limits(words, view, verdict)}`;
};
