import { html } from 'hono/html';
import type { Page } from './frame.ts';
import { layout } from './layout.ts';

const roles = [
  'evaluator',
  'director',
  'permanent_mission',
  'contributor',
  'contingent_commander',
  'verifier',
  'commander',
  'viewer',
  'admin',
] as const;

const examples = [
  ['contributor', 'RWA', 3],
  ['mission', 'MINUSCA', 10],
  ['person', 'second-evaluator', 64],
] as const;

/** Whom to be in the embedded host: a role, and the contributor or mission that it speaks for; and where to go then. `problem` is said in English. */
export const signInPage =
  (to: string, problem?: string): Page =>
  (frame) => {
    const { say } = frame.words;
    const radio = (role: (typeof roles)[number], index: number) =>
      html`<label class="choice"><input type="radio" name="role" value="${role}" ${index === 0 ? 'checked' : ''} />
        <span><b>${say(`role.${role}`)}</b><br />${say(`does.${role}`)}</span></label>`;
    const field = ([name, example, length]: (typeof examples)[number]) =>
      html`<label>${say(`signin.${name}`)} <input name="${name}" placeholder="${example}" maxlength="${length}" dir="ltr" /></label>`;
    return layout(
      frame,
      say('signin.title'),
      html`${problem ? html`<p role="alert" dir="auto">${problem}</p>` : ''}
        <form method="post" action="/sign-in">
          <input type="hidden" name="to" value="${to}" />
          <fieldset><legend>${say('signin.role')}</legend>${roles.map(radio)}</fieldset>
          ${examples.map(field)}
          <button>${say('signin.button')}</button>
        </form>`,
    );
  };
