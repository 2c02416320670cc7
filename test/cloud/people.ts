import { randomBytes } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { demonstrationPerson, type Wanted } from '../../local/demonstration-people.ts';
import type { Deployed } from './deployment.ts';
import { type SrpChallenge, srpSignIn } from './srp.ts';

interface Account {
  readonly name: string;
  /** The subject of the tokens: the id of the person in the table. */
  readonly id: string;
  readonly password: string;
}

const labelOf = ({ role, contributor, mission, person }: Wanted): string =>
  person ?? ['demo', role, contributor, mission].filter(Boolean).join('-').toLowerCase();

/**
 * People of a deployment: each is invited to its user pool, signs in with a password that is proved and
 * never sent, and is registered in its table, as an admin would do it by hand.
 */
export const peopleOf = ({ UserPoolId, UserPoolClientId: ClientId }: Deployed) => {
  const pool = new CognitoIdentityProviderClient({});
  const accounts = new Map<string, Promise<Account>>();

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

  const signIn = async ({ name, password }: Account): Promise<string> => {
    const attempt = srpSignIn(UserPoolId, password);
    const { ChallengeParameters, Session } = await pool.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: name, SRP_A: attempt.SRP_A },
      }),
    );
    const { AuthenticationResult } = await pool.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName: 'PASSWORD_VERIFIER',
        Session,
        ChallengeResponses: attempt.answer(ChallengeParameters as unknown as SrpChallenge),
      }),
    );
    if (!AuthenticationResult?.AccessToken) throw new Error(`nobody signed in as ${name}`);
    return AuthenticationResult.AccessToken;
  };

  /** An access token of whoever is wanted. */
  return async (wanted: Wanted): Promise<string> => {
    const account = await accountOf(labelOf(wanted));
    await demonstrationPerson({ ...wanted, person: account.id });
    return signIn(account);
  };
};
