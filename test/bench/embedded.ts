/** How a client of the SDK reaches a service of the embedded host, which takes any credentials. */
export const embedded = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
});
