import { Mfa, UserPool, type UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { Stage } from './stage.ts';

/** Who may sign in: people who were invited, by address. What they may do is in the table, not here. */
export class SignIn extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  private readonly keysAt: string | undefined;

  constructor(scope: Construct, id: string, stage: Stage, keysAt?: string) {
    super(scope, id);
    this.keysAt = keysAt;
    this.pool = new UserPool(this, 'People', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      deletionProtection: stage.protect,
      removalPolicy: stage.removal,
    });
    this.client = this.pool.addClient('Client', {
      authFlows: { userSrp: true },
      disableOAuth: true,
      preventUserExistenceErrors: true,
    });
  }

  /** Whose tokens count: the address of the pool, by the name that its attribute gives. */
  get issuer(): string {
    return `https://${this.pool.userPoolProviderName}`;
  }

  /** What the API must know to check a token: issuer, audience and where the keys are. */
  get environment(): Record<string, string> {
    return {
      ORA_ISSUER: this.issuer,
      ORA_AUDIENCE: this.client.userPoolClientId,
      ORA_JWKS_URL: `${this.keysAt ? `${this.keysAt}/${this.pool.userPoolId}` : this.issuer}/.well-known/jwks.json`,
    };
  }
}
