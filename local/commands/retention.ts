import type { Command } from 'commander';
import * as z from 'zod';
import { type RetentionRule, retentionRules } from '../../domain/people/retention.ts';
import { adminToken } from './admin-token.ts';
import { hostUrl } from './api-client.ts';
import { everyPage } from './every-page.ts';

const Due = z.object({ kind: z.string(), id: z.string(), due: z.string() });
type Due = z.output<typeof Due>;

const periodOf = ({ does, days, after }: RetentionRule): string =>
  does === 'keep' ? 'kept' : `${does} ${days} days after ${after}`;

const textOf = (due: readonly Due[]): string =>
  [
    ...retentionRules.flatMap((rule) => {
      const now = due.filter(({ kind }) => kind === rule.kind);
      return [
        `${rule.kind.padEnd(12)}${String(now.length).padStart(6)} due   ${periodOf(rule)}`,
        ...now.map((one) => `  ${one.id}   since ${one.due.slice(0, 10)}`),
      ];
    }),
    'Nothing was deleted or changed.',
  ].join('\n');

const dryRun = async ({ json = false }: { json?: boolean }): Promise<void> => {
  const url = hostUrl();
  const token = await adminToken(url);
  const due = await everyPage(url, token, '/v1/retention', Due);
  const kinds = retentionRules.map((rule) => {
    const ids = due.filter(({ kind }) => kind === rule.kind).map(({ id }) => id);
    return { ...rule, due: ids.length, ids };
  });
  console.log(json ? JSON.stringify(kinds, null, 2) : textOf(due));
  console.error(
    'Drafts are deleted by the time to live of the table on AWS, within days; the embedded host keeps them. People are erased one by one: npm run ora -- person erase <id>',
  );
};

/** `ora retention --dry-run`: what is due by the rules of retention, per kind; it never deletes anything. */
export const addRetention = (program: Command): void => {
  program
    .command('retention')
    .description('print what the rules of retention would have done by now; it never does it')
    .requiredOption('--dry-run', 'there is no other run: this command deletes nothing')
    .option('--json', 'print the rules with counts and ids as JSON')
    .action(dryRun);
};
