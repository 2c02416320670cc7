/** An error as the SDK throws it: known by its name. */
export const awsError = (name: string, more: Record<string, unknown> = {}): Error =>
  Object.assign(new Error(name), { name, ...more });
