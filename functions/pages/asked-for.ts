import type { Book } from '../../domain/dashboard/books.ts';

/** The pages of figures, and the address of each. */
export const addresses = {
  standing: '/dashboard',
  gap: '/dashboard/gap',
  readiness: '/dashboard/readiness',
} as const satisfies Record<Book, string>;

const kept = ['contributor', 'mission', 'asOf'] as const;

/** What a page of figures is asked for; an empty field of its form asks for nothing. */
export const askedFor = (query: Readonly<Record<string, string>>): URLSearchParams =>
  new URLSearchParams(
    kept.flatMap((name): [string, string][] => (query[name] ? [[name, query[name]]] : [])),
  );
