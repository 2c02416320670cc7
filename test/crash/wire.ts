import { type Person, signInAll } from './people.ts';
import type { Sent } from './remembered.ts';

export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the wire is untyped; the record is checked without it
  readonly body: any;
  readonly etag: string;
}

/** The host as its clients see it. Both throw when the connection breaks before the whole answer is there. */
export interface Wire {
  get(person: Person, path: string): Promise<Answered>;
  post(sent: Sent): Promise<Answered>;
}

const answered = async (response: Response): Promise<Answered> => ({
  status: response.status,
  body: await response.json(),
  etag: response.headers.get('etag') ?? '',
});

/** Signs everybody in once; `url` may change with a restart. */
export const openWire = async (url: () => string): Promise<Wire> => {
  const tokens = await signInAll(url());
  const signed = ({ person }: Person) => ({ authorization: `Bearer ${tokens.get(person)}` });
  return {
    get: async (person, path) =>
      answered(await fetch(`${url()}${path}`, { headers: signed(person) })),
    post: async ({ by, path, body, key, ifMatch }) =>
      answered(
        await fetch(`${url()}${path}`, {
          method: 'POST',
          headers: {
            ...signed(by),
            'content-type': 'application/json',
            'idempotency-key': key,
            ...(ifMatch && { 'if-match': ifMatch }),
          },
          body: JSON.stringify(body),
        }),
      ),
  };
};
