// The whole of it: two hundred reviews, or as many as ORA_REVIEWS says.
process.env.ORA_REVIEWS ??= '200';
process.argv.push('test/reminders-simulation.test.ts');
await import('../run.ts');
