import * as z from 'zod';
import { ask, bodyOf, refusalText } from './api-client.ts';
import { CommandFailed } from './command-failed.ts';

/** Every item of a list that admins read, in its order. Throws CommandFailed where it is refused. */
export const everyPage = async <S extends z.ZodType>(
  url: string,
  token: string,
  path: string,
  item: S,
): Promise<z.output<S>[]> => {
  const Page = z.object({ items: z.array(item), next: z.string().optional() });
  const items: z.output<S>[] = [];
  let cursor = '';
  for (;;) {
    const reply = await ask(url, { path: `${path}?limit=100${cursor}`, token });
    if (reply.status === 401 || reply.status === 403)
      throw new CommandFailed(refusalText(reply), 'npm run ora -- token --role admin');
    const page = bodyOf(reply, Page);
    items.push(...page.items);
    if (!page.next) return items;
    cursor = `&cursor=${encodeURIComponent(page.next)}`;
  }
};
