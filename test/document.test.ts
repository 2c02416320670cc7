import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openForm, opening, type SignedIn, signedIn, submit, tokenFor } from './support/client.ts';
import { startHost } from './support/host.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let state: SignedIn;
let review: string;

const rwanda = { contributor: 'RWA' };
const secret = 'Saffron heliotrope';

beforeAll(async () => {
  host = await startHost();
  const desk = await signedIn(host.url, { role: 'evaluator' });
  state = await signedIn(host.url, { role: 'permanent_mission', ...rwanda });
  review = (await desk.post('/v1/reviews', opening)).body.id;
  const { etag } = await openForm(state, review, 'self-assessment');
  const path = `/v1/reviews/${review}/stages/self-assessment`;
  const answers = { 'INF-A1': { value: false, comment: 'See <b>order</b> 12.' } };
  const saved = await state.put(`${path}/answers`, { answers }, etag);
  const remarks = [{ section: 'A', remark: secret }];
  await state.post(`${path}/remarks`, { remarks }, { 'if-match': saved.etag });
});
afterAll(() => host.close());

/** A page as this person's browser gets it. */
const pageOf = async (person: { role: string }, path: string) => {
  const cookie = `ora_session=${await tokenFor(host.url, person)}`;
  const answered = await fetch(`${host.url}${path}`, { headers: { cookie } });
  return { status: answered.status, text: await answered.text() };
};

const mission = { role: 'permanent_mission', ...rwanda };
const documentFor = (person: { role: string }) => pageOf(person, `/reviews/${review}/document`);

describe('the self-assessment as one document', () => {
  it('is a draft before it is submitted, with what is answered so far and without a receipt', async () => {
    const { status, text } = await documentFor({ role: 'contributor', ...rwanda });

    expect(status).toBe(200);
    expect(text).toContain('Draft: this self-assessment is not submitted.');
    expect(text).toContain('<td>no</td>');
    expect(text).toContain('See &lt;b&gt;order&lt;/b&gt; 12.');
    expect(text).not.toContain('<h2>Receipt</h2>');
  });

  it('never shows the remarks of the Permanent Mission', async () => {
    expect((await documentFor(mission)).text).not.toContain(secret);
  });

  it('has form, declaration and the very receipt once it is submitted, and names no person', async () => {
    const { body: receipt } = await submit(state, review, 'self-assessment', { 'INF-D1': 'NI' });

    const { text } = await documentFor(mission);
    const shown = text.replaceAll('&quot;', '"');

    expect(shown).toContain(JSON.stringify(receipt));
    expect(text).toContain('No national caveat beyond those declared in writing');
    expect(text).toContain('needs improvement');
    expect(text).toContain('The Permanent Mission of Rwanda to the United Nations declares');
    expect(text).toMatch(/<dt>Title<\/dt><dd><\/dd>/);
    expect(text).toContain('This is not a United Nations form');
    expect(text).not.toMatch(/Demonstration permanent mission|@demonstration|demo-permanent/);
    expect(text).not.toContain('Draft:');
  });

  it('is reached from the page of the review, by the contributor’s side only', async () => {
    const link = `href="/reviews/${review}/document"`;
    const people = [
      mission,
      { role: 'contributor', ...rwanda },
      { role: 'contingent_commander', ...rwanda },
      { role: 'evaluator' },
      { role: 'verifier', mission: 'MINUSCA' },
      { role: 'viewer', ...rwanda },
      { role: 'permanent_mission', contributor: 'GHA' },
    ];
    const seen: unknown[] = [];
    for (const person of people)
      seen.push([
        (await pageOf(person, `/reviews/${review}`)).text.includes(link),
        (await documentFor(person)).status,
      ]);

    expect(seen).toEqual([
      [true, 200],
      [true, 200],
      [true, 200],
      [false, 404],
      [false, 404],
      [false, 404],
      [false, 404],
    ]);
  });
});
