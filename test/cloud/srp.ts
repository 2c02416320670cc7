import { createHash, createHmac, getDiffieHellman, hkdfSync, randomBytes } from 'node:crypto';

/** What Cognito answers to the first half of a sign-in by password that never sends the password (SRP 6a). */
export interface SrpChallenge {
  readonly SRP_B: string;
  readonly SALT: string;
  readonly SECRET_BLOCK: string;
  readonly USER_ID_FOR_SRP: string;
}

// RFC 3526, group 15, as Cognito's own clients have it.
const prime = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);
const generator = 2n;

/** Big-endian bytes of a number that is never negative, as Java's BigInteger writes it. */
const bytesOf = (hex: string): Buffer => {
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/i.test(even) ? `00${even}` : even, 'hex');
};
const bytes = (value: bigint): Buffer => bytesOf(value.toString(16));
const hash = (...parts: readonly (Buffer | string)[]): Buffer => {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum.digest();
};
const number = (value: Buffer): bigint => BigInt(`0x${value.toString('hex')}`);

const power = (base: bigint, exponent: bigint): bigint => {
  let [result, square, rest] = [1n, ((base % prime) + prime) % prime, exponent];
  while (rest > 0n) {
    if (rest & 1n) result = (result * square) % prime;
    square = (square * square) % prime;
    rest >>= 1n;
  }
  return result;
};

const multiplier = number(hash(bytes(prime), bytes(generator)));

/** `Tue Nov 24 18:05:09 UTC 2026`, the only form that Cognito takes. */
const timestampOf = (at: Date): string => {
  const [, weekday, day, month, year, clock] =
    /^(\w+), (\d+) (\w+) (\d+) ([\d:]+)/.exec(at.toUTCString()) ?? [];
  return `${weekday} ${month} ${Number(day)} ${clock} UTC ${year}`;
};

/** One sign-in: what is sent first, and how the challenge that comes back is answered. */
export const srpSignIn = (userPoolId: string, password: string) => {
  const secret = number(randomBytes(128));
  const publicValue = power(generator, secret);
  const pool = userPoolId.slice(userPoolId.indexOf('_') + 1);
  return {
    SRP_A: publicValue.toString(16),
    answer: ({ SRP_B, SALT, SECRET_BLOCK, USER_ID_FOR_SRP: user }: SrpChallenge) => {
      const theirs = BigInt(`0x${SRP_B}`);
      const both = hash(bytes(publicValue), bytes(theirs));
      const identity = number(hash(bytesOf(SALT), hash(`${pool}${user}:${password}`)));
      const shared = power(
        theirs - multiplier * power(generator, identity),
        secret + number(both) * identity,
      );
      const salt = bytes(number(both));
      const key = hkdfSync('sha256', bytes(shared), salt, 'Caldera Derived Key', 16);
      const TIMESTAMP = timestampOf(new Date());
      const signed = createHmac('sha256', Buffer.from(key))
        .update(pool)
        .update(user)
        .update(Buffer.from(SECRET_BLOCK, 'base64'))
        .update(TIMESTAMP);
      return {
        USERNAME: user,
        TIMESTAMP,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: signed.digest('base64'),
      };
    },
  };
};
