import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { kmsSigner, useKms } from '../adapters/kms-signer.ts';
import { eventsOf } from '../adapters/reviews.ts';
import { checkedBy } from '../adapters/signatures.ts';
import type { Signer } from '../adapters/signing.ts';
import { PublicKeys } from '../domain/public-key.ts';
import { stageCloseMessage } from '../domain/stage-close.ts';
import { openSigningKey } from '../local/signing-key.ts';
import {
  evaluator,
  opening,
  permanentMission,
  type SignedIn,
  signedIn,
  submit,
  until,
  verifier,
} from './support/client.ts';
import { startHost } from './support/host.ts';
import { newSigner } from './support/signer.ts';
import { startSmallKms } from './support/small-kms.ts';

const signedBy = async (signer: Signer, message: string) => ({
  key: signer.keyId,
  value: Buffer.from(await signer.sign(Buffer.from(message))).toString('base64url'),
});

const expectToSign = async (signer: Signer) => {
  const check = checkedBy([await signer.publicKey()]);
  for (let turn = 0; turn < 40; turn += 1) {
    const signature = await signedBy(signer, `message ${turn}`);
    expect(signature.value).toHaveLength(86);
    expect(check(`message ${turn}`, signature)).toBe('right');
    expect(check(`message ${turn + 1}`, signature)).toBe('wrong');
  }
};

describe('the key file of the embedded host', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ora-key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('signs so that its public key can tell', () => expectToSign(newSigner()));

  it('is made once, for its owner only, and its public key has no private part', async () => {
    const file = join(folder, 'signing-key.json');
    const first = openSigningKey(file);
    const text = readFileSync(file, 'utf8');
    const again = openSigningKey(file);

    expect(again.keyId).toBe(first.keyId);
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await first.publicKey()).not.toHaveProperty('d');
  });
});

describe('the key in KMS', () => {
  let kms: Awaited<ReturnType<typeof startSmallKms>>;
  beforeAll(async () => {
    kms = await startSmallKms();
    useKms(kms.client);
    process.env.SIGNING_KEY_ARN = 'arn:aws:kms:xx-test-1:0:key/11111111-aaaa';
  });
  afterAll(() => kms.close());

  it('signs so that its public key can tell, in the form that JOSE has', async () => {
    await expectToSign(kmsSigner());

    expect(kms.asked[1]).toMatchObject({
      KeyId: process.env.SIGNING_KEY_ARN,
      MessageType: 'RAW',
      SigningAlgorithm: 'ECDSA_SHA_256',
    });
  });

  it('is named by its own id: no account and no region get into the record', async () => {
    expect(kmsSigner().keyId).toBe('11111111-aaaa');
    expect((await kmsSigner().publicKey()).kid).toBe('11111111-aaaa');
  });

  it.each(['ThrottlingException', 'KMSInternalException', 'DependencyTimeoutException'])(
    'that answers %s is worth another try',
    async (failure) => {
      kms.failures.push(failure);

      await expect(kmsSigner().sign(Buffer.from('x'))).rejects.toThrow('try again');
    },
  );
});

describe('a check of signatures', () => {
  it('knows nothing of a key that it was not given', async () => {
    const [known, other] = [newSigner(), newSigner()];
    const check = checkedBy([await known.publicKey()]);

    expect(check('message', await signedBy(other, 'message'))).toBe('unknown key');
  });

  it('is not deceived by another key under the same name', async () => {
    const [known, other] = [newSigner(), newSigner()];
    const check = checkedBy([await known.publicKey()]);
    const forged = { ...(await signedBy(other, 'message')), key: known.keyId };

    expect(check('message', forged)).toBe('wrong');
    expect(check('message', { key: known.keyId, value: 'nonsense' })).toBe('wrong');
  });
});

describe('the close of a stage', () => {
  let host: Awaited<ReturnType<typeof startHost>>;
  let desk: SignedIn;
  let review: string;

  beforeAll(async () => {
    host = await startHost();
    desk = await signedIn(host.url, evaluator);
    review = (await desk.post('/v1/reviews', opening)).body.id;
    await submit(await signedIn(host.url, permanentMission), review, 'self-assessment');
    await submit(desk, review, 'evaluation');
    await submit(await signedIn(host.url, verifier), review, 'verification');
    await until(
      () => desk.get(`/v1/reviews/${review}`),
      ({ body }) => body.state === 'closed',
    );
  });
  afterAll(() => host.close());

  it('is signed over everything before it, three times scored and once closed', async () => {
    const check = checkedBy(PublicKeys.parse((await desk.get('/v1/keys')).body).keys);
    const signed = [];
    for await (const { type, seq, prev, facts } of eventsOf(review))
      if ('signature' in facts && facts.signature)
        signed.push([type, check(stageCloseMessage(review, seq, prev), facts.signature)]);

    expect(signed).toEqual([
      ['stage-scored', 'right'],
      ['stage-scored', 'right'],
      ['stage-scored', 'right'],
      ['review-closed', 'right'],
    ]);
  });

  it('can be checked by everyone who is signed in: each may read the key', async () => {
    for (const person of [permanentMission, verifier, { role: 'viewer' }, { role: 'admin' }]) {
      const { status, body } = await (await signedIn(host.url, person)).get('/v1/keys');

      expect(status).toBe(200);
      expect(body.keys).toHaveLength(1);
    }
  });
});
