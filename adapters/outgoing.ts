import { lookup } from 'node:dns/promises';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Outcome } from '../domain/webhooks/delivery.ts';
import { isLoopback, isPublic } from './public-address.ts';

/** How long a receiver has from the first packet to the head of its answer, in milliseconds. */
const timeLimit = 10_000;

let toLoopback = false;

/** Lets webhooks reach this very machine, also in the clear: for the embedded host alone, where somebody asked for it. */
export const useLoopbackReceivers = (allowed: boolean): void => {
  toLoopback = allowed;
};

class AddressRefused extends Error {}

const isAllowed = (address: string): boolean =>
  isPublic(address) || (toLoopback && isLoopback(address));

/** The host of a URL as a name or an address, without the brackets of IPv6 and the dot of the root. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$|\.$/g, '');

const isLocalName = (host: string): boolean =>
  /(^|\.)(localhost|local|internal|localdomain|home\.arpa)$/i.test(host) || !/[.:]/.test(host);

const isWithinReach = (host: string): boolean => (isIP(host) ? isPublic(host) : !isLocalName(host));

const faultOfPlace = ({ protocol }: URL, host: string): string | undefined => {
  const isHere = toLoopback && (host === 'localhost' || isLoopback(host));
  if (isHere && protocol === 'http:') return undefined;
  if (protocol !== 'https:') return 'A webhook is reached by https only.';
  return isHere || isWithinReach(host) ? undefined : 'This address is not on the public Internet.';
};

/** What is wrong with an address as it is written, in words; undefined where nothing is. What its name stands for is looked up when something is sent. */
export const faultOf = (given: string): string | undefined => {
  const url = URL.parse(given);
  if (!url) return 'This is not a URL.';
  if (url.username || url.password)
    return 'Leave user and password out: the signature says who sends.';
  if (url.hash) return 'A fragment is never sent: leave it out.';
  return faultOfPlace(url, hostOf(url));
};

/**
 * Looks a name up, and lets the connection go to what was checked and nowhere else: a name that stands for one
 * address when it is asked and for another a moment later gains nothing.
 */
const checkedLookup: LookupFunction = (hostname, { all }, done) => {
  lookup(hostname, { all: true }).then(
    (addresses) => {
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isAllowed(address)))
        return done(new AddressRefused(), '');
      return all ? done(null, addresses) : done(null, first.address, first.family);
    },
    (error) => done(error, ''),
  );
};

const outcomeOf = (error: unknown): Outcome => {
  if (error instanceof AddressRefused) return 'address_refused';
  const { name, code } = error as { name?: string; code?: string };
  if (name === 'AbortError' || name === 'TimeoutError') return 'timed_out';
  return code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'not_resolved' : 'not_connected';
};

/** Sends the bytes and reads the status: no redirect is followed, and nothing of the body is read. */
const send = (url: URL, body: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        agent: false,
        lookup: checkedLookup,
        signal: AbortSignal.timeout(timeLimit),
      },
      (response) => {
        resolve(response.statusCode ?? 500);
        response.destroy();
      },
    );
    // Once the status is known, the end of the connection is no failure any more.
    request.on('error', reject);
    request.end(body);
  });

/** Posts a text to an address of somebody else's, within the time limit; how it ended, never thrown. */
export const post = async (
  given: string,
  body: string,
  headers: Record<string, string>,
): Promise<Outcome> => {
  try {
    // No name is looked up of an address: it is checked here.
    if (faultOf(given) !== undefined) return 'address_refused';
    return await send(new URL(given), body, headers);
  } catch (error) {
    return outcomeOf(error);
  }
};
