import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHost } from '../../local/host.ts';
import { type Cast, castOf, closedView, command, completeDossier } from '../support/cast.ts';
import { opening, submit, until } from '../support/client.ts';
import { deployment } from './told.ts';

const inSituation = ({ desk }: Cast, review: string, situation: string) =>
  until(
    () => desk.get(`/v1/reviews/${review}`),
    ({ body }) => body.situation === situation,
  );

/** One review with a return, a decision, a disagreement and a capped verdict, and every answer on the way. */
const played = async (cast: Cast) => {
  const { desk, director, state, field, contingent, stranger } = cast;
  const answers: unknown[] = [];
  const kept = async (answer: Promise<{ status: number; body: unknown }>) => {
    const { status, body } = await answer;
    answers.push({ status, body });
  };
  const instrument = { id: 'infantry-battalion', version: 2 };
  const { body } = await desk.post('/v1/reviews', { ...opening, instrument });
  const review: string = body.id;
  const at = `/v1/reviews/${review}`;
  await inSituation(cast, review, 'self_assessment');
  await completeDossier(cast, review);
  await kept(submit(state, review, 'self-assessment'));
  await inSituation(cast, review, 'evaluation');
  await kept(desk.get(`${at}/stages/self-assessment`));
  const wanted = { criterion: 'INF-G2', reason: 'Of last year.', wanted: 'Of this month.' };
  await kept(command(desk, review, 'returns', { criteria: [wanted] }));
  await inSituation(cast, review, 'self_assessment');
  await kept(submit(state, review, 'self-assessment', { 'INF-G2': 84 }));
  await inSituation(cast, review, 'evaluation');
  await kept(submit(desk, review, 'evaluation', {}, { recommendation: 'ready' }));
  await inSituation(cast, review, 'decision');
  await kept(command(desk, review, 'decisions', { decision: 'ready' }));
  await kept(command(director, review, 'decisions', { decision: 'ready' }));
  await inSituation(cast, review, 'verification');
  await kept(submit(field, review, 'verification', { 'INF-I2': 'NI' }));
  await inSituation(cast, review, 'signature');
  const disagreements = [{ criterion: 'INF-I2', reason: 'The clock was started late.' }];
  const signature = { agrees: false, disagreements };
  await kept(command(contingent, review, 'stages/verification/signatures', signature));
  await closedView(desk, review);
  for (const path of [
    '',
    '/ledger',
    '/explanation',
    '/certificates',
    '/caveats',
    '/stages/verification',
  ])
    for (const person of [desk, state, field, stranger]) await kept(person.get(`${at}${path}`));
  const { body: record } = await desk.get(`${at}/events?limit=100`);
  answers.push(record.items.map(({ type, stage }: Record<string, unknown>) => [type, stage]));
  return { answers, review };
};

/** The answers without what differs between any two plays: ids, instants, hashes, signatures. */
const comparable = async (url: string): Promise<unknown[]> => {
  const cast = await castOf(url);
  const { answers, review } = await played(cast);
  let text = JSON.stringify(answers).replaceAll(review, 'REVIEW');
  for (const [role, person] of Object.entries(cast))
    text = text.replaceAll((await person.get('/v1/people/me')).body.id, `PERSON ${role}`);
  return JSON.parse(
    text
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'INSTANT')
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID')
      .replaceAll(/"[0-9a-f]{64}"/g, '"HASH"')
      .replaceAll(/"[\w-]{86}"/g, '"SIGNATURE"')
      .replaceAll(/"head":"[\w-]{43}"/g, '"head":"HASH"'),
  );
};

const onEmbeddedHost = async (): Promise<unknown[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'ora-same-'));
  const host = await openHost({ folder: join(folder, 'data'), port: 0 });
  const answers = await comparable(`http://127.0.0.1:${host.port}`);
  await host.close();
  rmSync(folder, { recursive: true, force: true });
  return answers;
};

describe('the deployment and the embedded host', () => {
  it('give the same answers to the same review, play by play', async () => {
    const deployed = await comparable(deployment().url);
    const embedded = await onEmbeddedHost();

    expect(deployed.length).toBeGreaterThan(30);
    expect(deployed).toEqual(embedded);
    console.info(`${deployed.length} answers, the same in both`);
  });
});
