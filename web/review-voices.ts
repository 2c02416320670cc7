import { html } from 'hono/html';
import { percentWords, pointsWords } from './plain-figures.ts';
import { type Line, type ReviewDetail, type Voice, voiceNames } from './review-detail.ts';
import { scrolling } from './scrolling.ts';
import type { Words } from './words.ts';

const ratingOf = ({ say }: Words, rating: string): string => say(`rating.${rating}` as 'rating.S');

/** What was answered, in words: a rating says itself, anything else has its rating beside it. */
export const answerWords = (words: Words, value: Voice['value']): string => {
  if (typeof value === 'number') return percentWords(words, value);
  if (typeof value === 'boolean') return words.say(value ? 'answer.yes' : 'answer.no');
  return ratingOf(words, value === 'not_assessed' ? 'NA' : value);
};

const cell = (words: Words, label: string, voice: Voice | undefined) => {
  if (!voice) return html`<td data-label="${label}">–</td>`;
  const said = answerWords(words, voice.value);
  const rated = ratingOf(words, voice.rating);
  return html`<td data-label="${label}"><span class="rating-${voice.rating}">${said === rated ? said : `${said} – ${rated}`}</span></td>`;
};

/** What was added to the answers in words: comments, and the reasons of whoever disagrees. */
const remarks = ({ say }: Words, line: Line) => {
  const said = voiceNames.flatMap((name) => {
    const { comment, disagreement } = line[name] ?? {};
    return [
      ...(comment ? [say('review.remark', { voice: say(`voice.${name}`), text: comment })] : []),
      ...(disagreement ? [say('review.disagrees', { reason: disagreement })] : []),
    ];
  });
  return said.length === 0
    ? ''
    : html`<tr class="remark"><td colspan="5">${said.map((one) => html`<p class="comment" dir="auto">${one}</p>`)}</td></tr>`;
};

const row = (
  words: Words,
  line: Line,
  criterion: ReviewDetail['instrument']['criteria'][number],
) => {
  const { say } = words;
  const { gap } = line;
  return html`<tr>
    <th scope="row"><b>${criterion.id}</b> <span class="text">${criterion.text}${criterion.critical ? html` <em>(${say('review.critical')})</em>` : ''}</span></th>
    ${voiceNames.map((name) => cell(words, say(`voice.${name}`), line[name]))}
    <td class="gap" data-label="${say('review.gap')}">${gap === undefined ? '–' : pointsWords(words, gap)}</td>
  </tr>${remarks(words, line)}`;
};

const heads = [
  'review.criterion',
  'voice.self',
  'voice.evaluation',
  'voice.verification',
  'review.gap',
] as const;

/** The criteria of one section with what each side said of them, in a table with a name. */
const section = (
  words: Words,
  { instrument, ledger }: ReviewDetail,
  { id, title }: { id: string; title: string },
) => {
  const { say } = words;
  const lines = new Map(ledger?.criteria.map((line) => [line.criterion, line]));
  const mean = ledger?.gaps.bySection[id];
  const rows = instrument.criteria.flatMap((criterion) => {
    const line = criterion.section === id ? lines.get(criterion.id) : undefined;
    return line ? [row(words, line, criterion)] : [];
  });
  if (rows.length === 0) return '';
  const name = `${id}. ${title}`;
  return html`<h3>${name}${mean === undefined ? '' : html` <small>${say('review.gap_mean', { points: pointsWords(words, mean) })}</small>`}</h3>
    ${scrolling(
      name,
      html`<table class="voices stack">
        <thead><tr>${heads.map((head) => html`<th scope="col">${say(head)}</th>`)}</tr></thead>
        <tbody>${rows}</tbody>
      </table>`,
    )}`;
};

const gapNames = ['selfEvaluation', 'selfVerification', 'evaluationVerification'] as const;

const overall = (words: Words, { ledger }: ReviewDetail) => {
  const said = gapNames.flatMap((name) => {
    const means = ledger?.gaps[name] as { overall?: number } | undefined;
    if (means?.overall === undefined) return [];
    return [words.say(`gap.${name}`, { points: pointsWords(words, means.overall) })];
  });
  if (said.length === 0) return '';
  const gaps = said.reduce((all, one) => words.say('situation.also', { first: all, second: one }));
  return html`<p>${words.say('review.gap_overall', { gaps })}</p>`;
};

/** The three voices side by side, by section, with the gaps; what is not released is not there. */
export const voicesBySection = (words: Words, view: ReviewDetail) => {
  const { say } = words;
  const isSaid = view.ledger?.criteria.some((line) => voiceNames.some((name) => line[name]));
  if (!isSaid) return html`<p>${say('review.unread')}</p>`;
  return html`<p>${say('review.gap_said')}</p> ${overall(words, view)}
    ${view.instrument.sections.map((one) => section(words, view, one))}`;
};
