import { describe, expect, it } from 'vitest';
import { keyFor } from './support/templates.ts';

describe('the key that signs on AWS', () => {
  it('is an elliptic curve key of its own, for signatures only', () => {
    expect(keyFor('Signs').Properties).toMatchObject({
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
    });
  });
});
