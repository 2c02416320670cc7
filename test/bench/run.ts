import { startHost } from '../support/host.ts';
import { measureBundles } from './bundles.ts';
import { countOneReview } from './counted-review.ts';
import { measureExports } from './exports.ts';
import { measureFirstAnswer } from './first-answer.ts';
import { printCounted } from './print-counted.ts';
import { measureReminders } from './reminders.ts';
import { measureSubmissions } from './submissions.ts';

// Times are for the eye, as ratios: only what is counted can break a limit.
const countAfresh = async (version: 1 | 2): Promise<boolean> => {
  const host = await startHost();
  const counted = await countOneReview(host, version);
  await host.close();
  return printCounted(counted, version);
};

// Each on a host of its own, whose items the count has seen from the first on.
const keepsItsLimits = [await countAfresh(1), await countAfresh(2)].every((kept) => kept);
const host = await startHost();
await measureSubmissions(host);
await host.close();
await measureReminders();
await measureFirstAnswer();
await measureBundles();
measureExports();

if (!keepsItsLimits) console.error('\nA counted limit is broken: see the first table.');
process.exit(keepsItsLimits ? 0 : 1);
