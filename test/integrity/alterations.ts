import { alterAnswers, exchangeAnswers, loseAnswers } from './alter-answers.ts';
import { cut, edit, insert, remove, reorder, rewriteTail } from './alter-events.ts';
import { alterHead, invent, leaveOut, resign, swap } from './alter-reviews.ts';
import type { Alteration } from './forge.ts';

/** Every way in which stored data is altered; "and hashes" is done by somebody who computes the chain anew. */
export const alterations: Readonly<Record<string, Alteration>> = {
  edit: edit(false),
  'edit and hashes': edit(true),
  delete: remove(false),
  'delete and hashes': remove(true),
  insert: insert(false),
  'insert and hashes': insert(true),
  reorder: reorder(false),
  'reorder and hashes': reorder(true),
  'cut the tail': cut,
  'rewrite the tail and hashes': rewriteTail,
  'swap reviews': swap(false),
  'swap reviews and hashes': swap(true),
  're-sign with another key': resign(false),
  're-sign in the name of the key': resign(true),
  'alter answers': alterAnswers,
  'alter answers and hashes': exchangeAnswers,
  'lose answers': loseAnswers,
  'alter the head': alterHead,
  'invent a review': invent,
  'leave a review out': leaveOut,
};
