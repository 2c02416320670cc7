import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';

const kinds = ['domain', 'address', 'existing'] as const;
export type MailIdentityKind = (typeof kinds)[number];

/** The kind of that name. Throws when there is none. */
export const mailIdentityNamed = (name: unknown): MailIdentityKind => {
  const kind = kinds.find((known) => known === name);
  if (!kind) throw new Error(`mailIdentity is one of ${kinds.join(', ')}; this is "${name}".`);
  return kind;
};

/** The address and the domain of a sender, `ORA <ora@example.org>` or the bare address. */
export const partsOf = (mailFrom: string): { address: string; domain: string } => {
  const address = /<(.+)>$/.exec(mailFrom)?.[1] ?? mailFrom;
  return { address, domain: address.slice(address.indexOf('@') + 1) };
};

/**
 * Who is verified to send: SES takes no mail before the domain has its DKIM records, or the address has
 * followed the link that it is sent. `existing` makes nothing, where another stack verified the sender.
 */
export class MailIdentity extends Construct {
  constructor(scope: Construct, id: string, mailFrom: string, kind: MailIdentityKind) {
    super(scope, id);
    if (kind === 'existing') return;
    const { address, domain } = partsOf(mailFrom);
    const identity = kind === 'domain' ? Identity.domain(domain) : Identity.email(address);
    new EmailIdentity(this, 'Sender', { identity });
  }
}
