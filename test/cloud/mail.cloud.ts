import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { opening, type SignedIn, signedIn } from '../support/client.ts';
import { deployment, eventually, takenMails } from './told.ts';

const { url, outputs } = deployment();
const minute = 60_000;
const unit = 'Fictional Battalion of the reminders';

interface Told {
  readonly kind: string;
  readonly status: string;
  readonly sentAt: string;
}

/** A calendar of a State where it is about noon, with no day off: the test runs at any hour of any day. */
const noon = () => {
  const east = 12 - new Date().getUTCHours();
  // POSIX counts zones westward.
  return { timeZone: `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`, weekend: [], holidays: [] };
};

const clockIn = (timeZone: string, at: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);

const runReminders = () =>
  new SFNClient({}).send(
    new StartExecutionCommand({
      stateMachineArn: outputs.RemindersStateMachineArn,
      input: '{"round":0}',
    }),
  );

/** What was told of a review by a mail of this kind, once it went out. */
const sentOf = async (desk: SignedIn, review: string, kind: string): Promise<Told | undefined> => {
  const { body } = await desk.get(`/v1/reminders?review=${review}`);
  return body.items.find((told: Told) => told.kind === kind && told.status === 'sent');
};

const mailsAbout = async (name: string) =>
  (await takenMails()).filter(({ Subject }) => Subject.includes(name));

describe('mail on an AWS that others wrote', () => {
  it('tells of a hand-over at once, and reminds when the ladder says so, through SES and once', async () => {
    const admin = await signedIn(url, { role: 'admin' });
    const desk = await signedIn(url, { role: 'evaluator' });
    const contributor = 'MNG';
    await signedIn(url, { role: 'permanent_mission', contributor });
    const { timeZone, ...week } = noon();
    const due = Date.now() + 1.5 * minute;
    const calendar = await admin.post('/v1/calendars', {
      ...{ id: 'always-noon', title: 'Always noon', source: 'Invented for a test', timeZone },
      ...{ ...week, parties: [`contributor:${contributor}`] },
    });
    const rung = { id: 'soon', from: 'opened', offset: 0, days: 'calendar', to: ['holder'] };
    const ladder = await admin.post('/v1/ladders', {
      ...{ id: 'at-once', title: 'At once', source: 'Invented for a test' },
      hour: clockIn(timeZone, due),
      manners: { perPersonPerDay: 9, quietOnDaysOff: false },
      steps: { 'self-assessment': { rungs: [{ ...rung, message: 'reminder' }] } },
    });
    expect([calendar.status, ladder.status]).toEqual([201, 201]);

    const opened = await desk.post('/v1/reviews', {
      ...opening,
      ...{ contributor, ladder: 'at-once', unit: { name: unit, type: 'INF_BN' } },
    });
    const { id } = opened.body;
    const notice = await eventually('the notice', 60, () => sentOf(desk, id, 'opened'));
    const reminder = await eventually('the reminder', 180, async () => {
      await runReminders();
      return sentOf(desk, id, 'reminder');
    });
    await runReminders();
    const mails = await mailsAbout(unit);
    for (const { Subject } of mails) console.info(`read back: ${Subject}`);

    expect(notice.sentAt < reminder.sentAt).toBe(true);
    expect(mails.map(({ Subject }) => Subject)).toEqual([
      expect.stringContaining('self-assessment'),
      expect.stringContaining('self-assessment'),
    ]);
    expect(new Set(mails.flatMap(({ To }) => To)).size).toBe(1);
  });
});
