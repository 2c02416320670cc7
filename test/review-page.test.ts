import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Language } from '../domain/language.ts';
import { messages } from '../instruments/messages.ts';
import { type Places, setScene } from './browser/scene.ts';
import { castOf, command, opened } from './support/cast.ts';
import {
  evaluator,
  opening,
  permanentMission,
  signedIn,
  tokenFor,
  verifier,
} from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let places: Places;

beforeAll(async () => {
  host = await startHost();
  places = await setScene(host);
});
afterAll(() => host.close());

type Person = Parameters<typeof signedIn>[1];

const director: Person = { role: 'director' };
const strangers: readonly Person[] = [
  { ...permanentMission, contributor: 'GHA' },
  { ...verifier, mission: 'UNMISS' },
  { role: 'viewer' },
];

const open = async (person: Person, path: string, language = 'en') => {
  const cookie = `ora_session=${await tokenFor(host.url, person)}`;
  const answered = await fetch(`${host.url}${path}?lang=${language}`, { headers: { cookie } });
  return { status: answered.status, text: await answered.text() };
};

/** The text of a page as it is read: without its tags, on one line. */
const readOf = ({ text }: { text: string }) =>
  text
    .slice(text.indexOf('<main'))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\u2066-\u2069]/g, '')
    .replaceAll(/\s+/g, ' ');

/** The cells of the row of a criterion. */
const cellsOf = ({ text }: { text: string }, criterion: string): string[] => {
  const [row = ''] =
    new RegExp(`<tr>\\s*<th scope="row"><b>${criterion}</b>.*?</tr>`, 's').exec(text) ?? [];
  return Array.from(row.matchAll(/<td[^>]*>(.*?)<\/td>/gs), ([, cell = '']) =>
    cell.replaceAll(/<[^>]+>|[\u2066-\u2069]/g, '').trim(),
  );
};

describe('the page of one review', () => {
  it('has the three voices side by side with the gap between claim and finding', async () => {
    const page = await open(evaluator, `/reviews/${places.review}`);

    expect(cellsOf(page, 'INF-D3')).toEqual([
      'satisfactory',
      'satisfactory',
      'needs improvement',
      '+50',
    ]);
    expect(cellsOf(page, 'INF-G2')).toEqual([
      '92 % – satisfactory',
      '–',
      '78 % – needs improvement',
      '+50',
    ]);
    expect(cellsOf(page, 'INF-A1')).toEqual([
      'yes – satisfactory',
      'yes – satisfactory',
      'no – unsatisfactory',
      '+100',
    ]);
  });

  it('says what was added in words, and what stands beside the answers', async () => {
    const page = readOf(await open(evaluator, `/reviews/${places.review}`));

    expect(page).toContain('Field: Forty minutes from the call to the first aid post');
    expect(page).toContain('The contingent commander disagrees: The clock was started late.');
    expect(page).toContain('No patrols by foot after 22:00.');
    expect(page).toContain('area (not declared, met by the field) : Does not leave the district');
    expect(page).toContain('human rights screening missing');
    expect(page).toContain('Repeat the casualty evacuation drill, with the helicopter.');
    expect(page).toContain('Fell short, and nothing is planned for it yet: INF-A1');
    expect(page).toContain('The drill is looked at again before the rotation.');
  });

  it('says what the verdict is, and what limits it', async () => {
    const page = readOf(await open(evaluator, `/reviews/${places.review}`));

    expect(page).toMatch(/Verdict not ready Score 69\.9 % \([0-9.]+ % without what caps it\)/);
    expect(page).toContain('was not declared. (caps the verdict at: not ready)');
    expect(page).toMatch(/What limits it .*INF-I2 Casualty evacuation drill/);
  });

  it('says who holds it, since when, until when, and what comes next', async () => {
    const page = readOf(await open(evaluator, `/reviews/${places.open}`));

    expect(page).toContain('Wanted now self-assessment Held by contributing country');
    expect(page).toMatch(/Since \d+ \w+ \d{4} \(less than a day ago\)/);
    expect(page).toMatch(/Due \w+, \d+ \w+ \d{4}, end of the day \(New York time\)/);
    expect(page).toMatch(
      /What comes next \d+ \w+ \d{4}, \d\d:\d\d UTC reminder that it was not seen, to: whoever must act/,
    );
    expect(page).toMatch(/If nothing comes by \d+ \w+ \d{4}/);
    expect(page).toMatch(/opened done on .* self-assessment now evaluation to come/);
  });

  it('says that a review is suspended, and plans nothing meanwhile', async () => {
    const cast = await castOf(host.url);
    const id = await opened(cast);
    const { status } = await command(cast.director, id, 'suspension', { reason: 'It closes.' });
    expect(status).toBe(201);

    const page = readOf(await open(evaluator, `/reviews/${id}`));

    expect(page).toContain('its clocks stand still');
    expect(page).toContain('No further reminder is planned for this step.');
  });

  it('shows each reader what they may read, and no more', async () => {
    const field = await open(verifier, `/reviews/${places.review}`);
    const state = await open(permanentMission, `/reviews/${places.review}`);

    expect(cellsOf(field, 'INF-D3')).toEqual(['–', '–', 'needs improvement', '–']);
    expect(readOf(field)).not.toContain('No patrols by foot');
    expect(cellsOf(state, 'INF-D3')[0]).toBe('satisfactory');
    expect(cellsOf(state, 'INF-D1')[1]).not.toBe('needs improvement');
    expect(readOf(state)).not.toContain('Does not leave the district');
  });

  it('is not there for those for whom the review is not', async () => {
    for (const stranger of strangers)
      for (const path of ['', '/report', '/document'])
        expect((await open(stranger, `/reviews/${places.review}${path}`)).status).toBe(404);
  });

  it.each(Language.options)('speaks %s', async (language) => {
    const { text } = await open(director, `/reviews/${places.review}`, language);
    const { messages: said } = messages[language];

    for (const key of ['review.voices', 'review.caveats', 'review.plan', 'rating.NI'] as const)
      expect(text).toContain(said[key]);
    expect(text).toContain(`<html lang="${language}"`);
  });

  it('shows what people wrote as they wrote it, and runs none of it', async () => {
    const desk = await signedIn(host.url, evaluator);
    const unit = { name: '<img src=x onerror=alert(1)>', type: 'INF_BN' };
    const { id } = (await desk.post('/v1/reviews', { ...opening, unit })).body;
    await command(desk, id, 'comments', {
      text: '"><script>alert(1)</script>',
      audience: 'everyone',
    });

    for (const path of ['', '/report']) {
      const { text } = await open(evaluator, `/reviews/${id}${path}`);
      expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
      expect(text).not.toMatch(/<script|<img/);
    }
  });
});

describe('the report on one review', () => {
  it('has its parts in the order of an evaluation report, and names no person', async () => {
    const page = await open(director, `/reviews/${places.review}/report`);

    const parts = Array.from(
      page.text.matchAll(/<h2>(\d+)\. ([^<]+)</g),
      ([, at, title]) => `${at} ${title}`,
    );
    expect(parts).toEqual([
      '1 Particulars',
      '2 Summary',
      '3 How it was assessed',
      '4 Findings by section',
      '5 Where the voices differ',
      '6 National restrictions (caveats)',
      '7 Certificates and vetting',
      '8 Plan of improvement',
      '9 Record and proof',
      '10 Signatures',
    ]);
    expect(page.text).not.toContain('Demonstration director');
  });

  it('lists the widest gaps first, and ends with the hash of the record', async () => {
    const page = await open(director, `/reviews/${places.review}/report`);
    const { body } = await (await signedIn(host.url, director)).get(
      `/v1/reviews/${places.review}/events?limit=100`,
    );

    expect(readOf(page)).toMatch(/Where the voices differ INF-A1 .* \+100 INF-/);
    expect(page.text).toContain(`<pre dir="ltr">${body.items.at(-1).hash}</pre>`);
  });

  it('says that it is provisional while the review goes on', async () => {
    expect(readOf(await open(director, `/reviews/${places.open}/report`))).toContain(
      'Provisional: this review has not ended.',
    );
    expect(readOf(await open(director, `/reviews/${places.review}/report`))).not.toContain(
      'Provisional',
    );
  });
});
