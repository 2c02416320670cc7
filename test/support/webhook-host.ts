import { opening, permanentMission, signedIn } from './client.ts';
import { startHost } from './host.ts';
import { startReceiver } from './receiver.ts';

/** A host that may send to this machine, a receiver on it, and people at the API. */
export const startWebhookHost = async () => {
  const host = await startHost({ loopbackWebhooks: true });
  const receiver = await startReceiver();
  const admin = await signedIn(host.url, { role: 'admin' });
  const desk = await signedIn(host.url, { role: 'evaluator' });
  const state = await signedIn(host.url, permanentMission);
  return {
    host,
    receiver,
    admin,
    desk,
    state,
    register: async (more: object = {}): Promise<{ id: string; secret: string; made: string }> => {
      const { status, body } = await admin.post('/v1/webhooks', { url: receiver.url, ...more });
      if (status !== 201) throw new Error(JSON.stringify(body));
      return body;
    },
    openReview: async (more: object = {}): Promise<string> =>
      (await desk.post('/v1/reviews', { ...opening, ...more })).body.id,
    logOf: async (id: string) => (await admin.get(`/v1/webhooks/${id}/deliveries`)).body.items,
    forward: (forward: number) =>
      fetch(`${host.url}/local/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ forward }),
      }),
    ids: (): string[] => receiver.received.map(({ event }) => event.id),
    /** Nothing is registered any more, and nothing was received. */
    clear: async (): Promise<void> => {
      for (const { id, revoked } of (await admin.get('/v1/webhooks')).body.items)
        if (!revoked) await admin.del(`/v1/webhooks/${id}`);
      receiver.received.length = 0;
      receiver.answers(204);
    },
    close: async (): Promise<void> => {
      await host.close();
      await receiver.close();
    },
  };
};
