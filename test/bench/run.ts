import { startHost } from '../support/host.ts';
import { measureBundles } from './bundles.ts';
import { countOneReview } from './counted-review.ts';
import { measureFirstAnswer } from './first-answer.ts';
import { printCounted } from './print-counted.ts';
import { measureSubmissions } from './submissions.ts';

// Times are for the eye, as ratios: only what is counted can break a limit.
const host = await startHost();
const keepsItsLimits = printCounted(await countOneReview(host, 2));
await measureSubmissions(host);
await host.close();
await measureFirstAnswer();
await measureBundles();

if (!keepsItsLimits) console.error('\nA counted limit is broken: see the first table.');
process.exit(keepsItsLimits ? 0 : 1);
