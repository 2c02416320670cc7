import { CommandFailed } from './command-failed.ts';
import { demonstrationToken } from './demonstration-token.ts';

/** ORA_TOKEN, or in the embedded host that of a demonstration person of the Secretariat. */
export const secretariatToken = async (
  url: string,
  role: 'evaluator' | 'director',
): Promise<string> => {
  const token = process.env.ORA_TOKEN ?? (await demonstrationToken(url, { role }));
  if (token) return token;
  throw new CommandFailed(
    `${url} is a deployment: it wants the token of somebody of the Secretariat.`,
    'export ORA_TOKEN=<your token>',
  );
};
