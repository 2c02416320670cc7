import { html } from 'hono/html';
import { layout } from './layout.ts';

const people = [
  ['evaluator', 'Evaluator', 'Secretariat: opens and evaluates reviews, sees all'],
  ['director', 'Director', 'Secretariat: reads all, opens and withdraws'],
  ['permanent_mission', 'Permanent Mission', 'contributor: submits for the State'],
  ['contributor', 'Focal point', 'contributor: drafts answers'],
  ['verifier', 'Verification team', 'field mission: verifies units'],
  ['commander', 'Force commander', 'field mission: reads, assigns'],
] as const;

/** Whom to be in the embedded host: a role, and the contributor or mission that it speaks for. */
export const signInPage = (problem?: string) =>
  layout(
    'Sign in as a demonstration person',
    html`${problem ? html`<p role="alert">${problem}</p>` : ''}
      <form method="post" action="/sign-in">
        <fieldset>
          <legend>Role</legend>
          ${people.map(
            ([role, name, does], index) =>
              html`<label><input type="radio" name="role" value="${role}" ${index === 0 ? 'checked' : ''} />
                <b>${name}</b> <span>${does}</span></label>`,
          )}
        </fieldset>
        <label>Contributor, ISO code (for contributors) <input name="contributor" placeholder="RWA" maxlength="3" /></label>
        <label>Mission (for the field) <input name="mission" placeholder="MINUSCA" maxlength="10" /></label>
        <label>Id of the person, if you want somebody other than the usual one <input name="person" placeholder="second-evaluator" maxlength="64" /></label>
        <button>Sign in</button>
      </form>`,
  );
