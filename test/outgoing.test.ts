import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faultOf, post, useLoopbackReceivers } from '../adapters/outgoing.ts';
import { isPublic } from '../adapters/public-address.ts';
import { startReceiver } from './support/receiver.ts';

let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());
afterEach(() => useLoopbackReceivers(false));

/** Addresses that lead inside, as people hide them. */
const inside = [
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0177.0.0.1/',
  'https://0.0.0.0/',
  'https://localhost/',
  'https://localhost./',
  'https://a.localhost/',
  'https://intranet/',
  'https://printer.local/',
  'https://db.internal/',
  'https://metadata.google.internal/',
  'https://10.1.2.3/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.1.1/',
  'https://100.64.0.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://169.254.170.2/v2/credentials',
  'https://198.18.0.1/',
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:169.254.169.254]/',
  'https://[64:ff9b::169.254.169.254]/',
  'https://[2002:7f00:1::]/',
  'https://[2001:0:7f00:1::]/',
  'https://[fe80::1]/',
  'https://[fc00::1]/',
  'https://[fd00:ec2::254]/',
  'https://[ff02::1]/',
] as const;

const malformed = [
  'http://receiver.example.org/',
  'ftp://receiver.example.org/',
  'file:///etc/passwd',
  'https://user:word@receiver.example.org/',
  'https://receiver.example.org/#part',
  'javascript:alert(1)',
  'nonsense',
] as const;

describe('what is sent to a webhook', () => {
  it.each([...inside, ...malformed])('never goes to %s', async (url) => {
    expect(faultOf(url)).toBeDefined();
    expect(await post(url, '{}', {})).toBe('address_refused');
  });

  it.each(['https://receiver.example.org/hook?a=1', 'https://8.8.8.8/', 'https://[2606:4700::1]/'])(
    'may go to %s',
    (url) => {
      expect(faultOf(url)).toBeUndefined();
    },
  );

  it('goes to this machine only where somebody asked for it, and then also in the clear', async () => {
    expect(await post(receiver.url, '{}', {})).toBe('address_refused');
    expect(receiver.received).toEqual([]);
    useLoopbackReceivers(true);
    expect(await post(receiver.url, '{}', {})).toBe(204);
    expect(await post(receiver.url.replace('127.0.0.1', 'localhost'), '{}', {})).toBe(204);
    expect(await post('http://10.1.2.3/', '{}', {})).toBe('address_refused');
  });

  it('knows a name only by all the addresses that it stands for', () => {
    const addresses = ['93.184.215.14', '10.0.0.1', '::1', '2606:4700::1', 'x', '2001:db8::1'];

    expect(addresses.map(isPublic)).toEqual([true, false, false, true, false, false]);
  });

  it('says why nothing came of it', async () => {
    useLoopbackReceivers(true);
    expect(await post('http://127.0.0.1:1/', '{}', {})).toBe('not_connected');
    receiver.answers(302, { location: 'https://169.254.169.254/' });
    expect(await post(receiver.url, '{}', {})).toBe(302);
  });
});
