import { Webhook as StandardWebhook } from 'standardwebhooks';

/** The headers of a delivery by the Standard Webhooks scheme, version 1: one signature for each secret. */
export const signedHeaders = (
  id: string,
  body: string,
  secrets: readonly string[],
): Record<string, string> => {
  // The wall clock, because the receiver holds it against its own.
  const at = new Date();
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets
      .map((secret) => new StandardWebhook(secret).sign(id, at, body))
      .join(' '),
  };
};
