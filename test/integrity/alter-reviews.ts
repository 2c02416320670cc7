import { eventHash } from '../../adapters/hashing.ts';
import { stageCloseMessage } from '../../domain/stage-close.ts';
import type { ExportedWhole } from '../../domain/verification/record-export.ts';
import { type Alteration, factsOf, headed, type Raw, rehashed } from './forge.ts';

const renamed = (events: readonly Raw[], id: string): Raw[] =>
  events.map((event) =>
    event.type === 'review-opened' ? { ...event, facts: { ...factsOf(event), review: id } } : event,
  );

export const swap =
  (again: boolean): Alteration =>
  ({ chain, other }) => {
    const exchange = (own: ExportedWhole, { events, answers }: ExportedWhole): ExportedWhole =>
      again
        ? headed({ ...own, answers, events: rehashed(own.id, renamed(events, own.id)) })
        : { ...own, answers, events };
    return { chains: [exchange(chain, other), exchange(other, chain)], from: 1 };
  };

/** Signs every close anew with a key of the forger, under its own name or under that of the true key. */
export const resign =
  (claimed: boolean): Alteration =>
  async ({ chain, forger }) => {
    const done: Raw[] = [];
    let from = 0;
    for (const { hash: _, ...event } of chain.events) {
      const prev = String(done.at(-1)?.hash ?? '');
      const seq = done.length + 1;
      const facts = factsOf(event);
      const signature = facts.signature as { key: string } | undefined;
      if (signature) from ||= seq;
      const message = new TextEncoder().encode(stageCloseMessage(chain.id, seq, prev));
      const forged = signature && {
        key: claimed ? signature.key : forger.keyId,
        value: Buffer.from(await forger.sign(message)).toString('base64url'),
      };
      const unhashed = {
        ...event,
        seq,
        prev,
        facts: { ...facts, ...(forged && { signature: forged }) },
      };
      done.push({ ...unhashed, hash: eventHash(chain.id, unhashed as never) });
    }
    return { chains: [headed({ ...chain, events: done })], from };
  };

/** A review that was never opened, dated back to the day of another. */
export const invent: Alteration = ({ chain }) => {
  const id = chain.id.replace(/^0/, 'f');
  const events = rehashed(id, renamed(chain.events.slice(0, 2), id));
  return { chains: [chain, headed({ ...chain, id, events, answers: {} })], from: 1 };
};

/** Shows people another verdict, or another stage, and leaves the events as they were. */
export const alterHead: Alteration = ({ chain }) => {
  const { verdict } = chain.head as { verdict?: Raw };
  const head = verdict
    ? { ...chain.head, verdict: { ...verdict, rating: 'ready', score: 99.9 } }
    : { ...chain.head, stage: 'verification', round: 9 };
  return { chains: [{ ...chain, head }], from: 1 };
};

export const leaveOut: Alteration = () => ({ chains: [], from: 1 });
