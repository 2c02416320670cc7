import { expect, it } from 'vitest';
import { now } from '../adapters/clock.ts';
import { rowsOf } from '../adapters/ledger.ts';
import { evaluator, openForm, opening, permanentMission, signedIn } from './support/client.ts';
import { startHost } from './support/host.ts';
import { nothingDue } from './support/reminders.ts';

const day = 86_400_000;

it('tells the delegate while a delegation is in force, and says for whom', async () => {
  const host = await startHost();
  const desk = await signedIn(host.url, evaluator);
  const away = await signedIn(host.url, permanentMission);
  const role = { role: 'contingent_commander', contributor: 'RWA', person: 'standing-in' };
  await signedIn(host.url, role);
  const ends = new Date(now() + 2 * day).toISOString();
  const lent = await away.post('/v1/delegations', { to: 'standing-in', ends, reason: 'Leave' });

  const { id } = (await desk.post('/v1/reviews', opening)).body;
  await openForm(away, id, 'self-assessment');
  await nothingDue();
  const rows = await rowsOf(id);
  await host.close();

  expect(lent.status).toBe(201);
  expect(rows).toEqual([
    expect.objectContaining({
      recipient: 'standing-in',
      for: 'demo-permanent-mission-rwa',
      status: 'sent',
    }),
  ]);
});
