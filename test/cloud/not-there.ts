/**
 * What MiniStack 1.5.33 lacks or does otherwise, each as it was met, and how it is dealt with. Nothing of the
 * product gives way to it: what is said of the template is asserted on the template.
 */
export const notThere = [
  [
    'ProviderURL of a user pool',
    'no such attribute there; the issuer is built from ProviderName, which is the same on AWS',
  ],
  [
    'the setting up of a second factor at the first sign-in',
    'MiniStack lets people in once without it; they then enrol, and every sign-in after it asks for the code',
  ],
  [
    'names of its own in DNS',
    'the API is told by its Host header, and `-c keysAt` says where the keys of the user pool are',
  ],
  ['GET /health', 'MiniStack answers it itself, before any API'],
  [
    'default encryption and default retention of a bucket',
    'not taken from the template: test/infra-evidence and test/infra-integrity assert them',
  ],
  [
    'policies of roles, buckets and keys',
    'stored, not asked: test/infra-permissions asserts each action of each role',
  ],
  [
    'reports of SES to EventBridge',
    'none are sent: delivery, bounce and complaint are played on the embedded host alone',
  ],
  [
    'a clock that can be moved',
    'a rung of the ladder comes due within two minutes; expiry and long waits are played on the embedded host',
  ],
  [
    'alarms and traces',
    'alarms are stored and judged by nobody, traces are not kept: test/infra-alarms asserts them',
  ],
  [
    'the schedules within their quarter of an hour',
    'not waited for: the machines are started as the schedules would',
  ],
] as const;
