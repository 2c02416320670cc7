import * as z from 'zod';

/** What a simulation answers, as far as the commands show it. */
export const Simulation = z.object({
  from: z.string(),
  to: z.string(),
  messages: z.array(
    z.looseObject({
      at: z.string(),
      recipient: z.string(),
      role: z.string(),
      items: z.array(
        z.looseObject({
          review: z.string(),
          unit: z.string().optional(),
          rung: z.string(),
          reason: z.string(),
        }),
      ),
    }),
  ),
});
export type Simulation = z.output<typeof Simulation>;

const heading = ['date (UTC)', 'recipient', 'role', 'review', 'unit', 'rung', 'reason'];

const rowsOf = ({ messages }: Simulation): string[][] =>
  messages.flatMap(({ at, recipient, role, items }) =>
    items.map(({ review, unit = '', rung, reason }) => [
      at.slice(0, 16).replace('T', ' '),
      recipient,
      role,
      review,
      unit,
      rung,
      reason,
    ]),
  );

/** A line for each thing that a mail would say, columns aligned; the heading alone where there is none. */
export const plannedTable = (simulation: Simulation): string => {
  const rows = [heading, ...rowsOf(simulation)];
  const widths = heading.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

/** How many mails there would be, in one sentence. */
export const plannedTotals = ({ messages, to }: Simulation): string => {
  const items = messages.reduce((sum, message) => sum + message.items.length, 0);
  const people = new Set(messages.map(({ recipient }) => recipient)).size;
  return `${messages.length} mails with ${items} messages to ${people} people until ${to.slice(0, 10)}, if nobody does anything meanwhile. Nothing was sent.`;
};
