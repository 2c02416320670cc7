import { html, raw } from 'hono/html';
import type { BarView, ChartView } from './figure-view.ts';
import type { Html } from './frame.ts';
import type { Words } from './words.ts';

const width = 400;
const row = 28;
const labels = 108;
const numbers = 76;
const room = width - labels - numbers;

/** Where things stand in a chart: from the left, or mirrored for a language that runs from the right. */
const placing = (isMirrored: boolean) => ({
  x: (from: number, long = 0): number => (isMirrored ? width - from - long : from),
  anchor: (towards: 'start' | 'end'): string =>
    isMirrored ? (towards === 'start' ? 'end' : 'start') : towards,
});
type Placing = ReturnType<typeof placing>;

/** Tones differ by pattern and not by colour alone: plain, striped, dotted. */
const fills = (id: string): Html[] => [
  html`<pattern id="${id}-1" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" class="tone-1" /><rect width="2" height="6" class="paper" /></pattern>`,
  html`<pattern id="${id}-2" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" class="tone-2" /><circle cx="2.5" cy="2.5" r="1" class="paper" /></pattern>`,
];

const fillOf = (id: string, tone: number): Html =>
  tone === 0 ? html`class="tone-0"` : html`fill="url(#${id}-${tone})"`;

/** Of bars with one part there is nothing to tell apart. */
const plain = html`class="tone-plain"`;

interface Scale {
  readonly zero: number;
  readonly of: (value: number) => number;
}

/** From the least to the greatest value, nothing included. */
const scaleOf = (bars: readonly BarView[]): Scale => {
  const ends = bars.map(({ parts }) => parts.reduce((sum, part) => sum + part, 0));
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const span = high - low || 1;
  const of = (value: number): number => (value / span) * room;
  return { zero: labels + of(-low), of };
};

const barOf = (
  id: string,
  { label, parts, text }: BarView,
  place: number,
  scale: Scale,
  { x, anchor }: Placing,
): Html => {
  const top = place * row + 4;
  let from = scale.zero;
  const pieces = parts.map((part, tone) => {
    const long = Math.abs(scale.of(part));
    const begin = part < 0 ? from - long : from;
    from = part < 0 ? begin : from + long;
    return long === 0
      ? ''
      : html`<rect x="${x(begin, long).toFixed(1)}" y="${top}" width="${long.toFixed(1)}" height="${row - 10}" ${parts.length > 1 ? fillOf(id, tone) : plain} />`;
  });
  const middle = top + row / 2;
  return html`<text x="${x(labels - 6)}" y="${middle}" text-anchor="${anchor('end')}">${label}</text>
    ${pieces}
    <text x="${x(width - numbers + 6)}" y="${middle}" text-anchor="${anchor('start')}" class="number">${text}</text>`;
};

const legendOf = (id: string, legend: readonly string[], kind: string): Html | '' =>
  legend.length < 2
    ? ''
    : html`<ul class="legend ${kind}">${legend.map(
        (name, tone) =>
          html`<li><svg width="18" height="14" aria-hidden="true" focusable="false"><rect width="18" height="14" ${fillOf(id, tone)} /></svg> ${name}</li>`,
      )}</ul>`;

/** Bars with their numbers, drawn here and not in the browser; what they say is also in the table that follows. */
export const chart = (
  { say, direction }: Words,
  id: string,
  title: string,
  { bars, legend, isOfVerdicts }: ChartView,
): Html => {
  const scale = scaleOf(bars);
  const where = placing(direction === 'rtl');
  const height = bars.length * row + 4;
  const kind = isOfVerdicts ? 'of-verdicts' : 'of-counts';
  return html`<svg class="chart ${kind}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-desc">
      <title id="${id}-title">${title}</title>
      <desc id="${id}-desc">${say('dash.chart_said')}</desc>
      <defs>${fills(id)}</defs>
      <line class="axis" x1="${where.x(scale.zero)}" x2="${where.x(scale.zero)}" y1="0" y2="${height}" />
      ${bars.map((bar, place) => barOf(id, bar, place, scale, where))}
    </svg>
    ${legendOf(id, legend, kind)}`;
};

const tall = 22;
const step = 14;

/** A small line through values beside their table cell; the words say what it is, the cells of the table the values. */
export const line = ({ direction }: Words, values: readonly number[], title: string): Html => {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const span = high - low || 1;
  const long = Math.max(1, values.length - 1) * step + 8;
  const y = (value: number): string => (tall - 3 - ((value - low) / span) * (tall - 6)).toFixed(1);
  const x = (place: number): string =>
    (direction === 'rtl' ? long - 4 - place * step : 4 + place * step).toFixed(1);
  const points = values.map((value, place) => `${x(place)},${y(value)}`);
  return html`<svg class="line" width="${long}" height="${tall}" viewBox="0 0 ${long} ${tall}" role="img" aria-label="${title}">
    <line class="axis" x1="0" x2="${long}" y1="${y(0)}" y2="${y(0)}" />
    <polyline points="${raw(points.join(' '))}" />
    ${values.map((value, place) => html`<circle cx="${x(place)}" cy="${y(value)}" r="2.2" />`)}
  </svg>`;
};
