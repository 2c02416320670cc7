import { html } from 'hono/html';
import { dayWords, instantWords, timeBetween } from './plain-figures.ts';
import type { CourseStep, Outlook, ReviewDetail } from './review-detail.ts';
import { sideWords, standing } from './standing.ts';
import type { Words } from './words.ts';

const fact = (name: string, value: unknown) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const since = (words: Words, { outlook, now }: ReviewDetail) => {
  if (!outlook.since) return '';
  const time = timeBetween(words, outlook.since, now);
  const said = words.say('review.since_said', { date: dayWords(words, outlook.since), time });
  return fact(words.say('review.since'), said);
};

const dueOf = (words: Words, { review: { dueAt }, due, now }: ReviewDetail) => {
  if (!dueAt || !due) return '';
  const late = { date: due, time: timeBetween(words, dueAt, now) };
  return fact(
    words.say('label.due'),
    dueAt < now
      ? html`<strong class="late">${words.say('review.overdue_said', late)}</strong>`
      : due,
  );
};

/** Who holds the ball and since when, and when it is due. */
const whoHolds = (words: Words, view: ReviewDetail) => {
  const { say } = words;
  const { review } = view;
  return html`<dl class="facts">
    ${review.holder ? fact(say('review.waits_for'), standing(words, { ...review, state: '' })) : fact(say('list.stands'), standing(words, review))}
    ${fact(say('list.held'), review.holder ? sideWords(words, review.holder) : say('review.nobody'))}
    ${since(words, view)} ${dueOf(words, view)}
    ${review.round > 1 ? fact(say('label.round'), review.round) : ''}
  </dl>
  ${review.suspended ? html`<p role="note">${say('review.suspended', { date: dayWords(words, review.suspended) })}</p>` : ''}`;
};

const step = (words: Words, { name, state, at }: CourseStep) => {
  const { say } = words;
  const when =
    state === 'done' && at
      ? say('course.done', { date: dayWords(words, at) })
      : say(`course.${state}` as 'course.now');
  return html`<li class="${state}"${state === 'now' ? html` aria-current="step"` : ''}>
    <b>${say(name as 'course.opened')}</b> <span>${when}</span></li>`;
};

const whom = ({ say }: Words, audience: string): string =>
  audience === 'holder' ? say('audience.holder') : say(`role.${audience}` as 'role.admin');

const told = (words: Words, next: Outlook['next'][number]) => {
  const { say } = words;
  const [first = '', ...others] = next.to.map((audience) => whom(words, audience));
  const who = others.reduce(
    (all, one) => say('situation.also', { first: all, second: one }),
    first,
  );
  const only = next.unlessSeen
    ? say('review.if_unseen')
    : next.afterReminders && say('review.if_reminded', { count: next.afterReminders });
  const what = say('situation.also', {
    first: say(`kind.${next.message}` as 'kind.reminder'),
    second: say('review.to', { who }),
  });
  return html`<li><time datetime="${next.at}">${instantWords(words, next.at)}</time>
    <span>${what}${only ? html` (${only})` : ''}</span></li>`;
};

const mostTold = 6;

/** Which reminders come next, to whom, and what becomes of the review when nobody heeds them. */
const whatComes = (words: Words, { outlook: { step: current, next, unheeded } }: ReviewDetail) => {
  if (!current) return '';
  const { say } = words;
  const more = next.length - mostTold;
  const end =
    unheeded &&
    say(`outcome.${unheeded.outcome}` as 'outcome.lapse', {
      date: dayWords(words, unheeded.after),
    });
  return html`<h3>${say('review.next')}</h3>
    ${next.length > 0 ? html`<ul class="times">${next.slice(0, mostTold).map((one) => told(words, one))}</ul>` : html`<p>${say('review.next_none')}</p>`}
    ${more > 0 ? html`<p>${say('review.next_more', { count: more })}</p>` : ''}
    ${end ? html`<p>${end}</p>` : ''}`;
};

/** The steps of a review, in their order. */
export const courseOfReview = (words: Words, { course }: ReviewDetail) =>
  html`<ol class="course" aria-label="${words.say('review.course')}">${course.map((one) => step(words, one))}</ol>`;

/** Where a review stands: who holds it since when, and what comes next. */
export const whereItStands = (words: Words, view: ReviewDetail) =>
  html`<section aria-labelledby="stands"><h2 id="stands">${words.say('review.stands')}</h2>
    ${whoHolds(words, view)} ${whatComes(words, view)}</section>`;
