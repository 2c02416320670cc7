import { type Notice, noticeMessage } from '../domain/notice.ts';
import type { Head } from '../domain/review.ts';
import { now, timestamp } from './clock.ts';
import { Due } from './due-notices.ts';
import { dueKeyOf, type Key, sentKey } from './keys.ts';
import { count } from './log.ts';
import { sendMail } from './mail.ts';
import { type Person, peopleOf } from './people.ts';
import { getHead } from './reviews.ts';
import { deleteItem, getItem, LostCondition, putItem } from './table.ts';

const lease = 5 * 60_000;

/** Whether the notice still says the truth: nobody is told of a stage that is over. */
const stillTrue = (head: Head, { notice, round }: Due): boolean => {
  if (notice === 'undeclared_caveat') return true;
  if (notice === 'outcome') return head.phase === 'rest';
  if (head.phase !== 'open' || head.round !== round) return false;
  return (head.waiting ?? head.stage) === notice;
};

/** Who must act on it, by role, resolved when it is sent. */
const audience = async (head: Head, notice: Notice): Promise<Person[]> => {
  const { contributor, mission } = head;
  switch (notice) {
    case 'evaluation':
      return peopleOf('evaluator', {});
    case 'verification':
      return peopleOf('verifier', { mission });
    case 'decision':
      return peopleOf('director', {});
    case 'undeclared_caveat':
      return [...(await peopleOf('evaluator', {})), ...(await peopleOf('director', {}))];
    case 'signature':
      return peopleOf('contingent_commander', { contributor });
    case 'self-assessment':
    case 'outcome':
      return peopleOf('permanent_mission', { contributor });
  }
};

/** Claims the ledger row; false when it is sent, or claimed by somebody who may still be at it. */
const claim = async (key: Key): Promise<boolean> => {
  try {
    await putItem(
      { ...key, status: 'claimed', until: now() + lease },
      {
        expression: 'attribute_not_exists(pk) OR (#status = :claimed AND #until < :now)',
        names: { '#status': 'status', '#until': 'until' },
        values: { ':claimed': 'claimed', ':now': now() },
      },
    );
    return true;
  } catch (error) {
    if (error instanceof LostCondition) return false;
    throw error;
  }
};

const isSent = async (key: Key): Promise<boolean> => (await getItem(key))?.status === 'sent';

/** Tells one person once: ledger row claimed, mail, row sent. True when it has been told, by whomever. */
const tell = async (head: Head, { notice, round, ref }: Due, person: Person): Promise<boolean> => {
  if (!person.email) return true;
  const key = sentKey(head.id, `${notice}#${ref ?? round ?? head.round}#1#due`, person.id);
  if (!(await claim(key))) return isSent(key);
  const messageId = await sendMail({ to: person.email, ...noticeMessage(notice, head) });
  await putItem({ ...key, status: 'sent', at: timestamp(), messageId });
  return true;
};

/** Sends one notice to everybody it concerns, and forgets it when all have been told. */
export const sendNotice = async (review: string, sk: string): Promise<void> => {
  const key = dueKeyOf(review, sk);
  const item = await getItem(key);
  const head = await getHead(review);
  if (!item || !head) return;
  const due = Due.parse(item);
  if (stillTrue(head, due)) {
    const people = await audience(head, due.notice);
    if (people.length === 0) count('NoticesWithoutRecipient', 1);
    const told = await Promise.all(people.map((person) => tell(head, due, person)));
    if (told.includes(false)) return;
  }
  await deleteItem(key);
};
