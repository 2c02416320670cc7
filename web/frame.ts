import type { html } from 'hono/html';
import type { Words } from './words.ts';

export type Html = ReturnType<typeof html>;

/** Who reads a page: their name, unless the page names nobody, their role, and for whom they speak. */
export interface Reader {
  readonly name?: string | undefined;
  readonly role: string;
  readonly contributor?: string | undefined;
  readonly mission?: string | undefined;
}

/** What stands around every page. */
export interface Frame {
  readonly words: Words;
  /** Nobody, before they sign in. */
  readonly reader: Reader | undefined;
  /** The same page in each language: its name there, and its address. */
  readonly languages: readonly {
    readonly code: string;
    readonly name: string;
    readonly href: string;
  }[];
  readonly links: readonly { readonly name: string; readonly href: string }[];
  /** Where one signs in, and as somebody else where the host lets people choose. */
  readonly signIn?: { readonly href: string; readonly again: boolean } | undefined;
  /** Said on every page of a host that is not a deployment. */
  readonly notice?: string | undefined;
}

/** A page that waits for its frame. */
export type Page = (frame: Frame) => Html;
