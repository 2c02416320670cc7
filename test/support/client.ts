import type { Criterion } from '../../domain/instrument.ts';

export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the wire is untyped; each test asserts what it reads
  readonly body: any;
  readonly etag: string;
  readonly headers: Headers;
}

interface Person {
  readonly role: string;
  readonly contributor?: string;
  readonly mission?: string;
  readonly person?: string;
}

const freshKey = () => crypto.randomUUID();

export const evaluator: Person = { role: 'evaluator' };
export const permanentMission: Person = { role: 'permanent_mission', contributor: 'RWA' };
export const verifier: Person = { role: 'verifier', mission: 'MINUSCA' };

const read = async (response: Response): Promise<Answered> => {
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    body: json ? JSON.parse(text) : text,
    etag: response.headers.get('etag') ?? '',
    headers: response.headers,
  };
};

export const tokenFor = async (url: string, person: Person): Promise<string> => {
  const response = await fetch(`${url}/local/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(person),
  });
  return response.text();
};

/**
 * One person at the API: `get`, `put` and `post`, with a fresh Idempotency-Key unless one is given;
 * `actsFor` is the id of the person on whose behalf every request is made.
 */
export const signedIn = async (url: string, person: Person, actsFor?: string) => {
  const authorization = `Bearer ${await tokenFor(url, person)}`;
  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) =>
    read(
      await fetch(`${url}${path}`, {
        method,
        headers: {
          authorization,
          'idempotency-key': freshKey(),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(actsFor && { 'on-behalf-of': actsFor }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    );
  return {
    get: (path: string, headers?: Record<string, string>) => send('GET', path, undefined, headers),
    del: (path: string) => send('DELETE', path),
    put: (path: string, body: unknown, etag: string) =>
      send('PUT', path, body, { 'if-match': etag }),
    post: (path: string, body: unknown, headers?: Record<string, string>) =>
      send('POST', path, body, headers),
  };
};
export type SignedIn = Awaited<ReturnType<typeof signedIn>>;

export const opening = {
  contributor: 'RWA',
  mission: 'MINUSCA',
  unit: { name: 'Fictional Battalion 1', type: 'INF_BN' },
  instrument: { id: 'infantry-battalion', version: 1 },
  plannedDeployment: '2027-06-01',
};

const good: Record<Criterion['measure'], unknown> = { PCT: 95, SNU: 'S', YN: true };

/** The best answer to each criterion of a form, with the exceptions named. */
export const answersTo = (
  criteria: readonly Criterion[],
  exceptions: Record<string, unknown> = {},
): Record<string, { value: unknown }> =>
  Object.fromEntries(
    criteria.map(({ id, measure }) => [id, { value: exceptions[id] ?? good[measure] }]),
  );

/** Asks again until the answer is as wanted: the machine moves on beside the request. */
export const until = async (
  ask: () => Promise<Answered>,
  wanted: (answered: Answered) => boolean,
): Promise<Answered> => {
  for (let tries = 0; tries < 500; tries += 1) {
    const answered = await ask();
    if (wanted(answered)) return answered;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the review did not move on within ten seconds');
};

/** The form of a stage, once it is open. */
export const openForm = (person: SignedIn, review: string, stage: string): Promise<Answered> =>
  until(
    () => person.get(`/v1/reviews/${review}/stages/${stage}`),
    ({ body }) => body.open === true,
  );

/** Fills and submits a stage as soon as it is open; `more` is what else is signed. */
export const submit = async (
  person: SignedIn,
  review: string,
  stage: string,
  exceptions: Record<string, unknown> = {},
  more: Record<string, unknown> = {},
): Promise<Answered> => {
  const form = await openForm(person, review, stage);
  const asked =
    form.body.returned.length > 0
      ? form.body.criteria.filter(({ id }: Criterion) =>
          form.body.returned.some(({ criterion }: { criterion: string }) => criterion === id),
        )
      : form.body.criteria;
  return person.post(
    `/v1/reviews/${review}/stages/${stage}/submission`,
    { answers: answersTo(asked, exceptions), declaration: true, ...more },
    { 'if-match': form.etag },
  );
};
