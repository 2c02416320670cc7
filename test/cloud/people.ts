import { randomBytes } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { demonstrationPerson, type Wanted } from '../../local/demonstration-people.ts';
import type { Deployed } from './deployment.ts';
import { oneTimePassword } from './one-time-password.ts';
import { type SrpChallenge, srpSignIn } from './srp.ts';

interface Account {
  readonly name: string;
  /** The subject of the tokens: the id of the person in the table. */
  readonly id: string;
  readonly password: string;
}

/** What somebody holds who signed in: the API takes the one that is for access, and only that. */
export interface Tokens {
  readonly access: string;
  readonly id: string;
}

const labelOf = ({ role, contributor, mission, person }: Wanted): string =>
  person ?? ['demo', role, contributor, mission].filter(Boolean).join('-').toLowerCase();

/**
 * People of a deployment: each is invited to its user pool, signs in with a password that is proved and
 * never sent and with a second factor, and is registered in its table, as an admin would do it by hand.
 */
export const peopleOf = ({ UserPoolId, UserPoolClientId: ClientId }: Deployed) => {
  const pool = new CognitoIdentityProviderClient({});
  const accounts = new Map<string, Promise<Account>>();
  const signedIn = new Map<string, Promise<Tokens>>();

  const invite = async (label: string): Promise<Account> => {
    const name = `${label.replaceAll(/[^a-z0-9-]/g, '-')}@demonstration.example`;
    const attributes = [
      { Name: 'email', Value: name },
      { Name: 'email_verified', Value: 'true' },
    ];
    const { User } = await pool.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: name,
        MessageAction: 'SUPPRESS',
        UserAttributes: attributes,
      }),
    );
    const password = `${randomBytes(18).toString('base64url')}-aA1`;
    await pool.send(
      new AdminSetUserPasswordCommand({
        UserPoolId,
        Username: name,
        Password: password,
        Permanent: true,
      }),
    );
    const id = User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value;
    if (!id) throw new Error('the user pool made somebody without a subject');
    return { name, id, password };
  };

  const accountOf = (label: string): Promise<Account> => {
    const known = accounts.get(label) ?? invite(label);
    accounts.set(label, known);
    return known;
  };

  const byPassword = async ({ name, password }: Account) => {
    const attempt = srpSignIn(UserPoolId, password);
    const { ChallengeParameters, Session } = await pool.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: name, SRP_A: attempt.SRP_A },
      }),
    );
    return pool.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName: 'PASSWORD_VERIFIER',
        Session,
        ChallengeResponses: attempt.answer(ChallengeParameters as unknown as SrpChallenge),
      }),
    );
  };

  /** Makes an authenticator known; the secret that it holds. MiniStack lets people in once to do so, AWS asks for it (MFA_SETUP). */
  const enrol = async (account: Account): Promise<string> => {
    const AccessToken = (await byPassword(account)).AuthenticationResult?.AccessToken;
    const { SecretCode = '' } = await pool.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    const UserCode = oneTimePassword(SecretCode);
    await pool.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
    return SecretCode;
  };

  const signIn = async (account: Account): Promise<Tokens> => {
    const secret = await enrol(account);
    const { ChallengeName, Session } = await byPassword(account);
    if (ChallengeName !== 'SOFTWARE_TOKEN_MFA')
      throw new Error(`${account.name} got in without a second factor`);
    const { AuthenticationResult: { AccessToken, IdToken } = {} } = await pool.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName,
        Session,
        ChallengeResponses: {
          USERNAME: account.name,
          SOFTWARE_TOKEN_MFA_CODE: oneTimePassword(secret),
        },
      }),
    );
    if (!AccessToken || !IdToken) throw new Error(`nobody signed in as ${account.name}`);
    return { access: AccessToken, id: IdToken };
  };

  /** The tokens of whoever is wanted, who signs in once: they are good for an hour. */
  return async (wanted: Wanted): Promise<Tokens> => {
    const account = await accountOf(labelOf(wanted));
    await demonstrationPerson({ ...wanted, person: account.id });
    const tokens = signedIn.get(account.id) ?? signIn(account);
    signedIn.set(account.id, tokens);
    return tokens;
  };
};
