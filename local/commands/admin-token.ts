import { CommandFailed } from './command-failed.ts';
import { demonstrationToken } from './demonstration-token.ts';

/** ORA_TOKEN, or in the embedded host a demonstration admin's. Throws CommandFailed where neither can be had. */
export const adminToken = async (url: string): Promise<string> => {
  const token = process.env.ORA_TOKEN ?? (await demonstrationToken(url, { role: 'admin' }));
  if (token) return token;
  throw new CommandFailed(
    `${url} is a deployment: it wants the token of an admin.`,
    'export ORA_TOKEN=<your token>',
  );
};
